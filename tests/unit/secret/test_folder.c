/* Folders of secrets: a user's own, and mounts of Kubernetes with their links and swaps. */
#include "base/limits.h"
#include "conformance/secret_suite.h"
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], where[96];
static int version;

/* -- A user's own folder */

static void make_folder(const char *kind)
{
    snprintf(folder, sizeof folder, "/tmp/florin-secrets-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(where, sizeof where, "%s:%s", kind, folder);
}

static const char *fresh_file(void)
{
    make_folder("file");
    return where;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st, (void)flag, (void)walk;
    return remove(path);
}

static void drop(void)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static const char *path_of(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_bytes(const char *path, struct text bytes, mode_t mode)
{
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(bytes.len, write(fd, bytes.at, bytes.len));
    fchmod(fd, mode);
    close(fd);
}

static void put_file(const char *name, const char *value, const char *json)
{
    (void)json;
    char line[LIMIT_SECRET_BYTES + 16]; /* as an editor leaves it: with a line's end */
    snprintf(line, sizeof line, "%s\n", value);
    write_bytes(path_of(name), text_of(line), 0600);
}

static void take_file(const char *name)
{
    unlink(path_of(name));
}

static void forbid_file(const char *name, bool on)
{
    chmod(path_of(name), on ? 0640 : 0600);
}

/* -- A mount, as the kubelet makes it: NAME -> ..data/NAME, ..data -> ..VERSION, swapped by a rename */

static void copy_into(const char *fresh, const char *name)
{
    char from[512], to[512], bytes[LIMIT_SECRET_BYTES + 16];
    snprintf(from, sizeof from, "%s/..data/%s", folder, name);
    snprintf(to, sizeof to, "%s/%s", fresh, name);
    int fd = open(from, O_RDONLY);
    if (fd < 0)
        return;
    ssize_t len = read(fd, bytes, sizeof bytes);
    close(fd);
    write_bytes(to, (struct text){bytes, (size_t)len}, 0644);
}

static char names[64][SECRET_NAME_MAX + 1];
static int name_count;

/* A new version with every secret, one of them changed; the version before goes. NULL takes it away. */
static void publish(const char *name, const char *value)
{
    char fresh[256], old[256], link[256], data[256], draft[256], target[300], was[64] = "";
    snprintf(fresh, sizeof fresh, "%s/..v%d", folder, ++version);
    snprintf(data, sizeof data, "%s/..data", folder);
    snprintf(draft, sizeof draft, "%s/..data_tmp", folder);
    assert_int_equal(0, mkdir(fresh, 0755));
    bool is_new = true;
    for (int i = 0; i < name_count; i++) {
        if (strcmp(names[i], name) != 0)
            copy_into(fresh, names[i]);
        else
            is_new = false;
    }
    snprintf(target, sizeof target, "%s/%s", fresh, name);
    if (value != NULL)
        write_bytes(target, text_of(value), 0644);
    if (is_new && value != NULL) {
        assert_true(name_count < 64);
        snprintf(names[name_count++], sizeof names[0], "%s", name);
    }
    ssize_t len = readlink(data, was, sizeof was - 1);
    assert_int_equal(0, symlink(fresh + strlen(folder) + 1, draft));
    assert_int_equal(0, rename(draft, data));
    snprintf(target, sizeof target, "..data/%s", name);
    snprintf(link, sizeof link, "%s/%s", folder, name);
    if (value == NULL)
        unlink(link);
    else if (symlink(target, link) != 0)
        assert_int_equal(EEXIST, errno);
    if (len > 0) {
        snprintf(old, sizeof old, "%s/%.*s", folder, (int)len, was);
        nftw(old, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    }
}

static const char *fresh_mount(void)
{
    make_folder("kubernetes");
    name_count = 0;
    return where;
}

static void put_mount(const char *name, const char *value, const char *json)
{
    (void)json;
    publish(name, value);
}

static void take_mount(const char *name)
{
    publish(name, NULL);
}

static void forbid_mount(const char *name, bool on)
{
    chmod(path_of(name), on ? 0666 : 0644); /* what anybody may write is not believed */
}

/* -- More than the suite */

static struct secrets *opened(struct ctx *c, const char *kind)
{
    struct secrets *secrets;
    make_folder(kind);
    assert_ok(c, secret_open(c, where, &secrets));
    return secrets;
}

static void reads_values_to_their_last_byte(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets = opened(&c, "file");
    static const struct {
        const char *bytes, *value;
    } cases[] = {{"v", "v"},     {"v\n", "v"},   {"v\r\n", "v"},   {"v\n\n", "v\n"},
                 {"v\r", "v\r"}, {"\nv", "\nv"}, {" v \n", " v "}, {"a\r\nb\r\n", "a\r\nb"}};
    struct text value;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_bytes(path_of("v"), text_of(cases[i].bytes), 0600);
        assert_ok(&c, secret_get(&c, secrets, TEXT("v"), &value));
        assert_text(cases[i].value, value);
    }
    static const char *const empties[] = {"", "\n", "\r\n"};
    for (int i = 0; i < 3; i++) {
        write_bytes(path_of("v"), text_of(empties[i]), 0600);
        assert_err(ERR_NOT_FOUND, secret_get(&c, secrets, TEXT("v"), &value));
    }
    write_bytes(path_of("v"), (struct text){"a\0b", 3}, 0600);
    assert_err(ERR_INPUT, secret_get(&c, secrets, TEXT("v"), &value));
    secret_close(secrets);
    drop();
    test_ctx_end(&c);
}

static void trusts_nothing_that_others_may_use(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets = opened(&c, "file");
    struct text value;
    static const mode_t modes[] = {0640, 0604, 0620, 0602, 0610, 0601, 0644, 0666, 0777};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        write_bytes(path_of("v"), TEXT("Hunter2"), modes[i]);
        assert_err(ERR_DENIED, secret_get(&c, secrets, TEXT("v"), &value));
        assert_non_null(strstr(c.why, "chmod 600"));
    }
    write_bytes(path_of("v"), TEXT("Hunter2"), 0400);
    assert_ok(&c, secret_get(&c, secrets, TEXT("v"), &value));
    if (geteuid() == 0) { /* only root can give a file away */
        assert_int_equal(0, chown(path_of("v"), 12345, (gid_t)-1));
        assert_err(ERR_DENIED, secret_get(&c, secrets, TEXT("v"), &value));
        assert_non_null(strstr(c.why, "another user"));
    }
    secret_close(secrets);
    drop();
    test_ctx_end(&c);
}

static void nothing_leads_out_of_the_folder(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets = opened(&c, "file");
    struct text value;
    char outside[96], beside[96];
    snprintf(outside, sizeof outside, "%s-outside", folder); /* begins with the folder's own name */
    snprintf(beside, sizeof beside, "../%s-outside", strrchr(folder, '/') + 1);
    write_bytes(outside, TEXT("Hunter2"), 0600);
    const char *const targets[] = {outside, beside, "/proc/self/environ", "/dev/zero", "..", ".", "/"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        unlink(path_of("link"));
        assert_int_equal(0, symlink(targets[i], path_of("link")));
        assert_err(ERR_DENIED, secret_get(&c, secrets, TEXT("link"), &value));
    }
    assert_int_equal(0, symlink("loop", path_of("loop")));
    assert_err(ERR_DENIED, secret_get(&c, secrets, TEXT("loop"), &value));
    assert_int_equal(0, symlink("nowhere", path_of("dangling")));
    assert_err(ERR_NOT_FOUND, secret_get(&c, secrets, TEXT("dangling"), &value));
    assert_int_equal(0, mkfifo(path_of("pipe"), 0600)); /* opening it for reading would wait for ever */
    assert_err(ERR_DENIED, secret_get(&c, secrets, TEXT("pipe"), &value));
    assert_int_equal(0, mkdir(path_of("folder"), 0700));
    assert_err(ERR_DENIED, secret_get(&c, secrets, TEXT("folder"), &value));
    write_bytes(path_of("real"), TEXT("inside"), 0600);
    assert_int_equal(0, symlink("folder/../real", path_of("within")));
    assert_ok(&c, secret_get(&c, secrets, TEXT("within"), &value));
    assert_text("inside", value);
    unlink(outside);
    secret_close(secrets);
    drop();
    test_ctx_end(&c);
}

static void a_folder_that_vanishes_is_an_error(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets = opened(&c, "kubernetes");
    struct text value;
    write_bytes(path_of("v"), TEXT("x"), 0600);
    assert_ok(&c, secret_get(&c, secrets, TEXT("v"), &value));
    drop();
    assert_err(ERR_NOT_FOUND, secret_get(&c, secrets, TEXT("v"), &value));
    assert_non_null(strstr(c.why, folder));
    secret_close(secrets);
    test_ctx_end(&c);
}

static _Atomic bool swapping;

static void *swap_often(void *unused)
{
    (void)unused;
    for (int i = 0; i < 300; i++)
        publish("pair", i % 2 == 0 ? "eveneveneveneveneveneveneveneveneveneveneveneveneveneveneveneveneveneve"
                                     "nevenevenevenevenevenevenevenev"
                                   : "odd");
    atomic_store(&swapping, false);
    return NULL;
}

static void a_swap_is_seen_whole(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    name_count = 0;
    struct secrets *secrets = opened(&c, "kubernetes");
    pthread_t thread;
    int64_t whole = 0;
    publish("pair", "odd");
    atomic_store(&swapping, true);
    assert_int_equal(0, pthread_create(&thread, NULL, swap_often, NULL));
    while (atomic_load(&swapping)) {
        struct ctx unit = test_ctx();
        struct text value;
        enum err e = secret_get(&unit, secrets, TEXT("pair"), &value);
        if (e == OK && value.len != 3 && value.len != 102)
            fail_msg("half a secret of %zu bytes", value.len);
        if (e != OK && e != ERR_BUSY) /* swapped five times while it was looked for */
            fail_msg("%s", unit.why);
        whole += e == OK;
        test_ctx_end(&unit);
    }
    pthread_join(thread, NULL);
    assert_true(whole > 0);
    secret_close(secrets);
    drop();
    test_ctx_end(&c);
}

int main(void)
{
    static const struct secret_suite file = {.name = "file",
                                             .fresh = fresh_file,
                                             .drop = drop,
                                             .put = put_file,
                                             .take_away = take_file,
                                             .forbid = forbid_file,
                                             .local = true};
    static const struct secret_suite mount = {.name = "kubernetes",
                                              .fresh = fresh_mount,
                                              .drop = drop,
                                              .put = put_mount,
                                              .take_away = take_mount,
                                              .forbid = forbid_mount,
                                              .local = true};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values_to_their_last_byte),
        cmocka_unit_test(trusts_nothing_that_others_may_use),
        cmocka_unit_test(nothing_leads_out_of_the_folder),
        cmocka_unit_test(a_folder_that_vanishes_is_an_error),
        cmocka_unit_test(a_swap_is_seen_whole),
    };
    return secret_suite_run(&file) + secret_suite_run(&mount) + cmocka_run_group_tests(tests, NULL, NULL);
}
