/* What every way of paying promises; and each of them. */
#include "base/date.h"
#include "payment/payment.h"
#include "servers/server.h"
#include "support.h"

#include <dirent.h>
#include <sys/stat.h>

static struct server bank;

static struct payment_order order_of(struct ctx *c, const char *payee)
{
    return (struct payment_order){.id = id_new(c->now_us),
                                  .debtor = TEXT("Checking"),
                                  .debtor_number = TEXT("DE02 1203 0000 0000 2020 51"),
                                  .payee = text_of(payee),
                                  .number = TEXT("DE89370400440532013000"),
                                  .amount = 80050,
                                  .currency = CURRENCY_EUR,
                                  .due = 20410,
                                  .reference = TEXT("Rent <May> & \"more\""),
                                  .created_us = c->now_us};
}

/* -- Every provider */

typedef struct payment_provider *opens(struct ctx *c, const char *folder);

static struct payment_provider *open_ledger(struct ctx *c, const char *folder)
{
    (void)c, (void)folder;
    return payment_ledger_new();
}

static struct payment_provider *open_pain001(struct ctx *c, const char *folder)
{
    struct payment_provider *out;
    struct payment_pain001_options how = {.folder = folder, .name = "Anna & Ben"};
    assert_ok(c, payment_pain001_new(c, &how, &out));
    return out;
}

static struct payment_provider *open_bank(struct ctx *c, const char *folder)
{
    struct payment_provider *out;
    struct payment_openbanking_options how = {
        .url = arena_printf(c->arena, "http://127.0.0.1:%d/", bank.port), .timeout_ms = 1000};
    (void)folder;
    assert_ok(c, payment_openbanking_new(c, &how, &out));
    return out;
}

static const struct {
    const char *name;
    opens *open;
} providers[] = {{"ledger", open_ledger}, {"pain001", open_pain001}, {"openbanking", open_bank}};

static const char *fresh_folder(struct ctx *c)
{
    char *path = arena_printf(c->arena, "/tmp/florin-payment-XXXXXX");
    assert_non_null(mkdtemp(path));
    return path;
}

static void remove_folder(struct ctx *c, const char *path)
{
    const char *const folders[] = {arena_printf(c->arena, "%s/given", path), path};
    for (size_t i = 0; i < 2; i++) {
        DIR *d = opendir(folders[i]);
        for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
            if (e->d_type == DT_REG)
                unlink(arena_printf(c->arena, "%s/%s", folders[i], e->d_name));
        if (d != NULL)
            closedir(d);
        rmdir(folders[i]);
    }
}

/* Given, it is taken or settled; what was not given is absent; given again it is the same. */
static void every_provider_promises(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof providers / sizeof *providers; i++) {
        struct ctx c = test_ctx();
        const char *folder = fresh_folder(&c);
        server_tell(&bank, "forget");
        struct payment_provider *p = providers[i].open(&c, folder);
        struct payment_receipt r, second;
        struct payment_order order = order_of(&c, "Landlord"), other = order_of(&c, "Somebody");
        assert_string_equal(providers[i].name, payment_provider_name(p));
        payment_inquire(&c, p, &order, &r);
        assert_int_equal(PAYMENT_ABSENT, r.outcome);
        payment_submit(&c, p, &order, &r);
        assert_true(r.outcome == PAYMENT_SETTLED || r.outcome == PAYMENT_TAKEN);
        assert_string_equal("", r.why);
        payment_submit(&c, p, &order, &second);
        assert_int_equal(r.outcome, second.outcome);
        assert_string_equal(r.ref, second.ref);
        payment_inquire(&c, p, &other, &r);
        assert_int_equal(PAYMENT_ABSENT, r.outcome);
        if (!payment_provider_is_immediate(p)) {
            payment_inquire(&c, p, &order, &r);
            assert_true(r.outcome == PAYMENT_SETTLED || r.outcome == PAYMENT_TAKEN);
            other.number = TEXT("not a number");
            payment_submit(&c, p, &other, &r);
            assert_int_equal(PAYMENT_REFUSED, r.outcome);
            assert_true(strlen(r.why) > 0);
        }
        payment_provider_close(p);
        remove_folder(&c, folder);
        test_ctx_end(&c);
    }
}

/* -- Files */

static struct text read_file(struct ctx *c, const char *path)
{
    struct buf *out = buf_in_arena(c->arena);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_add(out, part, n);
    fclose(f);
    return buf_view(out);
}

static void a_file_is_written_once(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char id[ID_TEXT_MAX];
    struct payment_receipt r;
    const char *folder = fresh_folder(&c);
    struct payment_provider *p = open_pain001(&c, folder);
    struct payment_order order = order_of(&c, "Land<lord> & Söhne");
    payment_submit(&c, p, &order, &r);
    assert_int_equal(PAYMENT_TAKEN, r.outcome);
    const char *file = arena_printf(c.arena, "%s/%s.xml", folder, id_format(order.id, id));
    struct text text = read_file(&c, file);
    assert_true(text_find(text, TEXT("<Nm>Land&lt;lord&gt; &amp; Söhne</Nm>")) > 0);
    assert_true(text_find(text, TEXT("<Ustrd>Rent &lt;May&gt; &amp; \"more\"</Ustrd>")) > 0);
    assert_true(text_find(text, TEXT("<InstdAmt Ccy=\"EUR\">800.50</InstdAmt>")) > 0);
    assert_true(text_find(text, TEXT("<IBAN>DE02120300000000202051</IBAN>")) > 0);
    assert_true(text_find(text, text_of(arena_printf(c.arena, "<EndToEndId>%s</EndToEndId>", r.ref))) > 0);
    assert_int_equal(32, strlen(r.ref));
    assert_int_equal(0, unlink(file)); /* the bank's program fetched it */
    payment_submit(&c, p, &order, &r);
    assert_int_equal(PAYMENT_TAKEN, r.outcome);
    assert_int_equal(-1, access(file, F_OK));
    payment_provider_close(p);
    p = open_pain001(&c, folder); /* after a restart as well */
    payment_inquire(&c, p, &order, &r);
    assert_int_equal(PAYMENT_TAKEN, r.outcome);
    payment_provider_close(p);
    remove_folder(&c, folder);
    test_ctx_end(&c);
}

/* It died between the note and the name: the file was never there, so it is given its name now. */
static void a_file_that_never_got_its_name_gets_it(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char id[ID_TEXT_MAX];
    struct payment_receipt r;
    const char *folder = fresh_folder(&c);
    struct payment_provider *p = open_pain001(&c, folder);
    struct payment_order order = order_of(&c, "Landlord");
    payment_submit(&c, p, &order, &r);
    const char *file = arena_printf(c.arena, "%s/%s.xml", folder, id_format(order.id, id));
    assert_int_equal(0, rename(file, arena_printf(c.arena, "%s/given/%s.new", folder, id)));
    payment_inquire(&c, p, &order, &r);
    assert_int_equal(PAYMENT_ABSENT, r.outcome);
    payment_submit(&c, p, &order, &r);
    assert_int_equal(PAYMENT_TAKEN, r.outcome);
    assert_int_equal(0, access(file, F_OK));
    payment_provider_close(p);
    remove_folder(&c, folder);
    test_ctx_end(&c);
}

static void a_folder_that_is_gone_is_later(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct payment_receipt r;
    const char *folder = fresh_folder(&c);
    struct payment_provider *p = open_pain001(&c, folder);
    struct payment_order order = order_of(&c, "Landlord");
    remove_folder(&c, folder);
    payment_submit(&c, p, &order, &r);
    assert_int_equal(PAYMENT_LATER, r.outcome);
    assert_true(r.away);
    payment_provider_close(p);
    test_ctx_end(&c);
}

static void what_a_file_cannot_say(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *out = buf_in_arena(c.arena);
    struct payment_order order = order_of(&c, "x");
    order.debtor_number = TEXT("123");
    assert_err(ERR_INPUT, payment_pain001_write(&c, &order, "n", out));
    order = order_of(&c, "\xff");
    assert_err(ERR_INPUT, payment_pain001_write(&c, &order, "n", out));
    order = order_of(&c, "");
    assert_err(ERR_INPUT, payment_pain001_write(&c, &order, "n", out));
    assert_int_equal(0, out->len);
    test_ctx_end(&c);
}

/* -- A bank */

static struct payment_receipt submit(struct ctx *c, const char *script, const struct payment_order *order)
{
    struct payment_receipt r;
    struct payment_provider *p = open_bank(c, NULL);
    server_tell(&bank, "script %s", script);
    payment_submit(c, p, order, &r);
    payment_provider_close(p);
    return r;
}

static enum payment_outcome inquire(struct ctx *c, const char *script, const struct payment_order *order)
{
    struct payment_receipt r;
    struct payment_provider *p = open_bank(c, NULL);
    server_tell(&bank, "script %s", script);
    payment_inquire(c, p, order, &r);
    payment_provider_close(p);
    return r.outcome;
}

static void a_bank_answers_in_many_ways(void **state)
{
    static const struct {
        const char *script;
        enum payment_outcome submitted, known;
    } ways[] = {{"settled", PAYMENT_SETTLED, PAYMENT_SETTLED}, {"pending", PAYMENT_TAKEN, PAYMENT_SETTLED},
                {"reject", PAYMENT_REFUSED, PAYMENT_ABSENT},   {"busy", PAYMENT_LATER, PAYMENT_ABSENT},
                {"fail", PAYMENT_UNKNOWN, PAYMENT_ABSENT},     {"lost", PAYMENT_UNKNOWN, PAYMENT_ABSENT},
                {"gone", PAYMENT_UNKNOWN, PAYMENT_SETTLED},    {"late", PAYMENT_UNKNOWN, PAYMENT_SETTLED},
                {"odd", PAYMENT_UNKNOWN, PAYMENT_SETTLED}};
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct ctx c = test_ctx();
        server_tell(&bank, "forget");
        struct payment_order order = order_of(&c, "Landlord");
        struct payment_receipt r = submit(&c, ways[i].script, &order);
        if (r.outcome != ways[i].submitted)
            fail_msg("%s: %d: %s", ways[i].script, (int)r.outcome, r.why);
        if (r.outcome == PAYMENT_LATER)
            assert_int_equal(1000000, r.wait_us);
        assert_int_equal(PAYMENT_UNKNOWN, inquire(&c, "fail", &order));
        assert_int_equal(PAYMENT_UNKNOWN, inquire(&c, "busy", &order));
        assert_int_equal(PAYMENT_UNKNOWN, inquire(&c, "odd", &order));
        assert_int_equal(ways[i].known, inquire(&c, "", &order));
        test_ctx_end(&c);
    }
}

static void a_bank_rejects_afterwards(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    server_tell(&bank, "forget");
    struct payment_order order = order_of(&c, "Landlord");
    assert_int_equal(PAYMENT_TAKEN, submit(&c, "pending", &order).outcome);
    assert_int_equal(PAYMENT_TAKEN, inquire(&c, "pending", &order));
    assert_int_equal(PAYMENT_REFUSED, inquire(&c, "reject", &order));
    order.amount++; /* the key stands for another */
    assert_int_equal(PAYMENT_REFUSED, submit(&c, "", &order).outcome);
    test_ctx_end(&c);
}

static void nobody_is_there(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct payment_provider *p;
    struct payment_receipt r;
    struct payment_order order = order_of(&c, "Landlord");
    struct payment_openbanking_options how = {.url = "http://127.0.0.1:1", .key = "very-secret-key"};
    assert_ok(&c, payment_openbanking_new(&c, &how, &p));
    payment_submit(&c, p, &order, &r);
    assert_int_equal(PAYMENT_UNKNOWN, r.outcome);
    assert_true(r.away);
    assert_null(strstr(r.why, "secret"));
    payment_provider_close(p);
    how.url = "file:///etc/passwd";
    assert_err(ERR_INPUT, payment_openbanking_new(&c, &how, &p));
    how.url = "";
    assert_err(ERR_USAGE, payment_openbanking_new(&c, &how, &p));
    test_ctx_end(&c);
}

/* -- Numbers */

static void ibans(void **state)
{
    (void)state;
    static const char *const good[] = {"DE89370400440532013000", "de89 3704 0044 0532 0130 00",
                                       "GB82WEST12345698765432", "NO9386011117947",
                                       "MT84MALT011000012345MTLCAST001S"};
    static const char *const bad[] = {"",
                                      "DE",
                                      "DE88370400440532013000",
                                      "DE8937040044053201300",
                                      "1234567890123456",
                                      "DE89370400440532013000-",
                                      "DE89370400440532013000DE89370400440532013000",
                                      "D\xC3\x89 89370400440532013000"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(iban_is_valid(text_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(iban_is_valid(text_of(bad[i])));
    struct ctx c = test_ctx();
    assert_text("DE89370400440532013000", iban_clean(c.arena, TEXT(" de89 3704 0044 0532 0130 00")));
    test_ctx_end(&c);
}

static int start(void **state)
{
    (void)state;
    server_start(&bank, "openbanking.py", NULL);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    server_stop(&bank);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_provider_promises),
        cmocka_unit_test(a_file_is_written_once),
        cmocka_unit_test(a_file_that_never_got_its_name_gets_it),
        cmocka_unit_test(a_folder_that_is_gone_is_later),
        cmocka_unit_test(what_a_file_cannot_say),
        cmocka_unit_test(a_bank_answers_in_many_ways),
        cmocka_unit_test(a_bank_rejects_afterwards),
        cmocka_unit_test(nobody_is_there),
        cmocka_unit_test(ibans),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
