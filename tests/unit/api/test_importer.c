/* Uploaded files on their way: read, ready, committed; refused, discarded; taken up again after a restart. */
#include "api/importer/importer.h"
#include "base/date.h"
#include "base/limits.h"
#include "events/lease.h"
#include "finance/import/import.h"
#include "servers/any_store.h"
#include "store/entity/household.h"
#include "store/entity/import.h"
#include "store/entity/sorting.h"
#include "store/migrate.h"
#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_OF_TWO "Date,Amount,Payee\n2026-01-02,-12.50,Corner Bakery\n2026-01-05,1800.00,ACME Payroll\n"

struct desk {
    struct ctx c;
    struct store *store;
    struct importer *importer;
    char folder[64];
    int failures;
};

static void count_failure(void *self, const char *why)
{
    (void)why;
    ((struct desk *)self)->failures++;
}

static void open_importer(struct desk *d)
{
    struct importer_options how = {
        .store = d->store, .folder = d->folder, .trouble = count_failure, .self = d};
    assert_ok(&d->c, importer_open(&d->c, &how, &d->importer));
}

static int open_desk(void **state)
{
    struct desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    d->c = test_ctx();
    d->c.now_us = time_now_us();
    snprintf(d->folder, sizeof d->folder, "/tmp/florin-uploads-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    assert_ok(&d->c, store_open(&d->c, any_store_driver(), any_store_place(":memory:"), true, &d->store));
    assert_ok(&d->c, migrate_up(&d->c, d->store));
    open_importer(d);
    *state = d;
    return 0;
}

static const char *uploads(struct desk *d)
{
    return arena_printf(d->c.arena, "%s/uploads", d->folder);
}

static int count_files(struct desk *d)
{
    DIR *dir = opendir(uploads(d));
    int count = 0;
    assert_non_null(dir);
    for (const struct dirent *e; (e = readdir(dir)) != NULL;)
        count += e->d_name[0] != '.';
    closedir(dir);
    return count;
}

/* The file goes a moment after the row says so. */
static void assert_no_files(struct desk *d)
{
    for (int i = 0; i < 5000 && count_files(d) > 0; i++)
        usleep(2000);
    assert_int_equal(0, count_files(d));
}

static int close_desk(void **state)
{
    struct desk *d = *state;
    importer_close(d->importer);
    DIR *dir = opendir(uploads(d));
    for (const struct dirent *e; (e = readdir(dir)) != NULL;)
        if (e->d_name[0] != '.')
            unlink(arena_printf(d->c.arena, "%s/%s", uploads(d), e->d_name));
    closedir(dir);
    rmdir(uploads(d));
    rmdir(d->folder);
    test_ctx_end(&d->c);
    store_close(d->store);
    free(d);
    return 0;
}

static struct id add(struct desk *d, const char *name, const char *bytes)
{
    struct importer_body body = {text_of(bytes), -1, (int64_t)strlen(bytes)};
    struct upload_row row = {.household = HOUSEHOLD_FIRST, .name = text_of(name), .currency = CURRENCY_EUR};
    assert_ok(&d->c, importer_add(&d->c, d->importer, &body, &row));
    return row.id;
}

static struct upload_row look(struct desk *d, struct id id)
{
    struct store_tx *tx;
    struct upload_row row;
    assert_ok(&d->c, store_begin_read(&d->c, d->store, &tx));
    assert_ok(&d->c, upload_by_id(&d->c, tx, HOUSEHOLD_FIRST, id, &row));
    store_rollback(tx);
    return row;
}

/* Until it has left the state it is waiting in. */
static struct upload_row settled(struct desk *d, struct id id)
{
    for (int i = 0; i < 5000; i++) {
        struct upload_row row = look(d, id);
        if (row.state != UPLOAD_READING && row.state != UPLOAD_COMMITTING)
            return row;
        usleep(2000);
    }
    fail_msg("the importer does not come to an end");
    return (struct upload_row){0};
}

static int64_t imports(struct desk *d)
{
    struct store_tx *tx;
    struct import_row *rows;
    size_t count;
    assert_ok(&d->c, store_begin_read(&d->c, d->store, &tx));
    assert_ok(&d->c, import_list(&d->c, tx, HOUSEHOLD_FIRST, &rows, &count));
    store_rollback(tx);
    return (int64_t)count;
}

static void commit(struct desk *d, struct id id)
{
    struct upload_row row;
    assert_ok(&d->c, importer_commit(&d->c, d->importer, HOUSEHOLD_FIRST, id, &row));
}

static void a_file_is_read_then_committed(void **state)
{
    struct desk *d = *state;
    struct id id = add(d, "giro.csv", FILE_OF_TWO);
    struct upload_row row = settled(d, id);
    assert_int_equal(UPLOAD_READY, row.state);
    assert_int_equal(2, row.entries);
    assert_int_equal(2, row.added);
    assert_text("csv", row.read_as);
    assert_true(text_find(row.preview, TEXT("\"payee\":\"Corner Bakery\"")) >= 0);
    assert_int_equal(0, imports(d));
    assert_int_equal(1, count_files(d));
    commit(d, id);
    assert_int_equal(UPLOAD_COMMITTED, settled(d, id).state);
    assert_int_equal(1, imports(d));
    assert_no_files(d);
    /* Again: the same answer, no second import. The file again: all is known. */
    commit(d, id);
    assert_int_equal(UPLOAD_COMMITTED, settled(d, id).state);
    assert_int_equal(1, imports(d));
    row = settled(d, add(d, "giro.csv", FILE_OF_TWO));
    assert_int_equal(0, row.added);
    assert_int_equal(2, row.duplicates);
}

static void the_import_has_the_uploads_id(void **state)
{
    struct desk *d = *state;
    struct store_tx *tx;
    struct import_row import;
    struct import_place *places;
    size_t count;
    struct id id = add(d, "giro.csv", FILE_OF_TWO);
    settled(d, id);
    commit(d, id);
    settled(d, id);
    assert_ok(&d->c, store_begin_read(&d->c, d->store, &tx));
    assert_ok(&d->c, import_by_id(&d->c, tx, HOUSEHOLD_FIRST, id, &import));
    assert_int_equal(2, import.added);
    assert_ok(&d->c, import_page(&d->c, tx, HOUSEHOLD_FIRST, (struct import_place){0}, 10, &places, &count));
    assert_int_equal(1, count);
    assert_true(places[0].uploaded && id_equal(places[0].id, id));
    assert_ok(&d->c, import_page(&d->c, tx, HOUSEHOLD_FIRST, places[0], 10, &places, &count));
    assert_int_equal(0, count);
    store_rollback(tx);
}

static void a_file_that_is_none_is_refused_with_its_line(void **state)
{
    struct desk *d = *state;
    struct id id =
        add(d, "giro.csv", "Date,Amount,Payee\n2026-01-02,-12.50,Bakery\n2026-01-03,-1O.00,Kiosk\n");
    struct upload_row row = settled(d, id);
    assert_int_equal(UPLOAD_REFUSED, row.state);
    assert_int_equal(3, row.problem_line);
    assert_true(row.problem.len > 0);
    assert_no_files(d);
    struct upload_row out;
    assert_err(ERR_CONFLICT, importer_commit(&d->c, d->importer, HOUSEHOLD_FIRST, id, &out));
    struct importer_body empty = {TEXT(""), -1, 0};
    assert_err(ERR_INPUT, importer_add(&d->c, d->importer, &empty, &out));
    assert_int_equal(0, d->failures);
}

static void what_is_discarded_is_gone(void **state)
{
    struct desk *d = *state;
    struct id id = add(d, "giro.csv", FILE_OF_TWO);
    settled(d, id);
    assert_ok(&d->c, importer_discard(&d->c, d->importer, HOUSEHOLD_FIRST, id));
    assert_ok(&d->c, importer_discard(&d->c, d->importer, HOUSEHOLD_FIRST, id));
    assert_int_equal(UPLOAD_DISCARDED, look(d, id).state);
    assert_no_files(d);
    struct upload_row out;
    assert_err(ERR_CONFLICT, importer_commit(&d->c, d->importer, HOUSEHOLD_FIRST, id, &out));
    struct id other = add(d, "giro.csv", FILE_OF_TWO);
    settled(d, other);
    commit(d, other);
    settled(d, other);
    assert_err(ERR_CONFLICT, importer_discard(&d->c, d->importer, HOUSEHOLD_FIRST, other));
}

static void another_household_sees_nothing(void **state)
{
    struct desk *d = *state;
    struct upload_row out;
    struct id id = add(d, "giro.csv", FILE_OF_TWO);
    settled(d, id);
    assert_err(ERR_NOT_FOUND, importer_commit(&d->c, d->importer, 2, id, &out));
    assert_err(ERR_NOT_FOUND, importer_discard(&d->c, d->importer, 2, id));
}

/* The state that a crash leaves: rows that wait, without a thread. */
static void put_back(struct desk *d, struct id id, enum upload_state to)
{
    struct store_tx *tx;
    struct upload_row row = look(d, id);
    enum upload_state from = row.state;
    bool moved;
    row.state = to;
    assert_ok(&d->c, store_begin(&d->c, d->store, &tx));
    assert_ok(&d->c, upload_move(&d->c, tx, &row, from, &moved));
    assert_ok(&d->c, store_commit(&d->c, tx));
    assert_true(moved);
}

static void a_restart_goes_on(void **state)
{
    struct desk *d = *state;
    struct id read = add(d, "giro.csv", FILE_OF_TWO), taken = add(d, "card.csv", FILE_OF_TWO);
    settled(d, read);
    settled(d, taken);
    importer_close(d->importer);
    d->importer = NULL;
    put_back(d, read, UPLOAD_READING);
    put_back(d, taken, UPLOAD_COMMITTING);
    /* A file that belongs to nothing, and one that is none of ours. */
    close(open(arena_printf(d->c.arena, "%s/018f0000-0000-7000-8000-000000000001", uploads(d)),
               O_CREAT | O_WRONLY, 0600));
    close(open(arena_printf(d->c.arena, "%s/notes.txt", uploads(d)), O_CREAT | O_WRONLY, 0600));
    open_importer(d);
    assert_int_equal(UPLOAD_READY, settled(d, read).state);
    assert_int_equal(UPLOAD_COMMITTED, settled(d, taken).state);
    assert_int_equal(1, imports(d));
    assert_int_equal(2, count_files(d)); /* the preview's and the notes */
}

static void a_commit_that_was_not_noted_is_recognised(void **state)
{
    struct desk *d = *state;
    struct id id = add(d, "giro.csv", FILE_OF_TWO);
    settled(d, id);
    commit(d, id);
    settled(d, id);
    importer_close(d->importer);
    d->importer = NULL;
    put_back(d, id, UPLOAD_COMMITTING);
    open_importer(d);
    assert_int_equal(UPLOAD_COMMITTED, settled(d, id).state);
    assert_int_equal(1, imports(d));
}

static void a_file_that_was_changed_on_disk_is_not_taken(void **state)
{
    struct desk *d = *state;
    char name[ID_TEXT_MAX];
    struct id id = add(d, "giro.csv", FILE_OF_TWO);
    settled(d, id);
    int fd = open(arena_printf(d->c.arena, "%s/%s", uploads(d), id_format(id, name)), O_WRONLY);
    assert_int_equal(1, pwrite(fd, "9", 1, 25));
    close(fd);
    commit(d, id);
    struct upload_row row = settled(d, id);
    assert_int_equal(UPLOAD_REFUSED, row.state);
    assert_true(text_find(row.problem, TEXT("not what was sent")) >= 0);
    assert_int_equal(0, imports(d));
}

/* What fails before the first entry ends as well: nobody waits for ever. */
static void what_cannot_begin_is_refused(void **state)
{
    struct desk *d = *state;
    struct store_tx *tx;
    int64_t seq;
    struct id id = add(d, "giro.csv", FILE_OF_TWO);
    settled(d, id);
    assert_ok(&d->c, store_begin(&d->c, d->store, &tx));
    assert_ok(&d->c, rule_insert(&d->c, tx, HOUSEHOLD_FIRST, TEXT("no rule at all"), &seq));
    assert_ok(&d->c, store_commit(&d->c, tx));
    commit(d, id);
    assert_int_equal(UPLOAD_REFUSED, settled(d, id).state);
    assert_int_equal(UPLOAD_REFUSED, settled(d, add(d, "giro.csv", FILE_OF_TWO)).state);
}

/* As a server hands a large body over: an open file without a name. */
static void a_large_body_comes_as_a_file(void **state)
{
    struct desk *d = *state;
    struct stat is;
    char name[ID_TEXT_MAX];
    for (int i = 0; i < 2; i++) {
        char path[] = "/tmp/florin-body-XXXXXX";
        int fd = i == 0 ? open(d->folder, O_TMPFILE | O_RDWR, 0600) : mkstemp(path);
        assert_true(fd >= 0);
        if (i == 1)
            unlink(path);
        assert_int_equal(sizeof FILE_OF_TWO - 1, write(fd, FILE_OF_TWO, sizeof FILE_OF_TWO - 1));
        struct importer_body body = {.fd = fd, .size = sizeof FILE_OF_TWO - 1};
        struct upload_row row = {
            .household = HOUSEHOLD_FIRST, .name = TEXT("a.csv"), .currency = CURRENCY_EUR};
        assert_ok(&d->c, importer_add(&d->c, d->importer, &body, &row));
        close(fd);
        assert_int_equal(UPLOAD_READY, settled(d, row.id).state);
        assert_int_equal(0,
                         stat(arena_printf(d->c.arena, "%s/%s", uploads(d), id_format(row.id, name)), &is));
        assert_int_equal(0600, is.st_mode & 0777);
    }
    assert_int_equal(0, stat(uploads(d), &is));
    assert_int_equal(0700, is.st_mode & 0777);
}

static void old_previews_are_cleaned(void **state)
{
    struct desk *d = *state;
    struct store_tx *tx;
    struct store_query *q;
    struct id id = add(d, "giro.csv", FILE_OF_TWO);
    settled(d, id);
    importer_close(d->importer);
    d->importer = NULL;
    assert_ok(&d->c, store_begin(&d->c, d->store, &tx));
    assert_ok(&d->c, store_query(&d->c, tx, "UPDATE upload SET changed_us = changed_us - ?1", &q));
    store_bind_int(q, 1, IMPORTER_KEPT_US + 1000000);
    assert_ok(&d->c, store_run(&d->c, q, NULL));
    assert_ok(&d->c, store_commit(&d->c, tx));
    open_importer(d);
    for (int i = 0; i < 2000 && count_files(d) > 0; i++)
        usleep(2000);
    assert_no_files(d);
    assert_ok(&d->c, store_begin_read(&d->c, d->store, &tx));
    struct upload_row row;
    assert_err(ERR_NOT_FOUND, upload_by_id(&d->c, tx, HOUSEHOLD_FIRST, id, &row));
    store_rollback(tx);
}

/* -- Two processes, both at work because a lease was lost: nothing is right because of it */

static struct importer *open_another(struct desk *d, struct leases *leases)
{
    struct importer *other;
    struct importer_options how = {.store = d->store, .folder = d->folder, .leases = leases};
    assert_ok(&d->c, importer_open(&d->c, &how, &other));
    return other;
}

static const char *file_of_many(struct desk *d, int round)
{
    enum { ENTRIES = 4000 };
    struct buf *out = buf_in_arena(d->c.arena);
    buf_z(out, "Date,Amount,Payee\n");
    for (int i = 0; i < ENTRIES; i++)
        buf_printf(out, "2026-01-%02d,-%d.50,Shop %d of %d\n", i % 28 + 1, i + 1, i, round);
    return text_z(d->c.arena, buf_view(out));
}

/* Until neither is at it. */
static void await_both(struct desk *d, struct importer *other, struct id id)
{
    struct importer_progress at;
    while (importer_progress(d->importer, id, &at) || importer_progress(other, id, &at))
        usleep(1000);
}

static void two_that_work_on_one_file_lose_nothing(void **state)
{
    enum { ROUNDS = 8 };
    struct desk *d = *state;
    struct importer *other = open_another(d, NULL);
    for (int round = 0; round < ROUNDS; round++) {
        struct id id = add(d, "giro.csv", file_of_many(d, round));
        importer_wake(other);
        assert_int_equal(UPLOAD_READY, settled(d, id).state);
        await_both(d, other, id);
        assert_int_equal(1, count_files(d));
        commit(d, id);
        importer_wake(other);
        settled(d, id);
        await_both(d, other, id);
        assert_int_equal(UPLOAD_COMMITTED, look(d, id).state);
        assert_int_equal(round + 1, imports(d));
        assert_no_files(d);
    }
    importer_close(other);
}

/* A process that starts does not take away what another one is receiving. */
static void what_another_process_receives_is_not_swept(void **state)
{
    struct desk *d = *state;
    char name[ID_TEXT_MAX];
    struct leases *leases = leases_new(d->store, "another");
    close(open(arena_printf(d->c.arena, "%s/%s", uploads(d), id_format(id_new(time_now_us()), name)),
               O_CREAT | O_WRONLY, 0600));
    close(open(arena_printf(d->c.arena, "%s/018f0000-0000-7000-8000-000000000001", uploads(d)),
               O_CREAT | O_WRONLY, 0600));
    struct importer *other = open_another(d, leases);
    assert_int_equal(1, count_files(d));
    importer_close(other);
    leases_free(leases);
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_file_is_read_then_committed),
        DESK_TEST(the_import_has_the_uploads_id),
        DESK_TEST(a_file_that_is_none_is_refused_with_its_line),
        DESK_TEST(what_is_discarded_is_gone),
        DESK_TEST(another_household_sees_nothing),
        DESK_TEST(a_restart_goes_on),
        DESK_TEST(a_commit_that_was_not_noted_is_recognised),
        DESK_TEST(a_file_that_was_changed_on_disk_is_not_taken),
        DESK_TEST(what_cannot_begin_is_refused),
        DESK_TEST(a_large_body_comes_as_a_file),
        DESK_TEST(old_previews_are_cleaned),
        DESK_TEST(two_that_work_on_one_file_lose_nothing),
        DESK_TEST(what_another_process_receives_is_not_swept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
