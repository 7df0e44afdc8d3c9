/* ISO 20022 CustomerCreditTransferInitiationV09 (pain.001.001.09) for banks that take files. MsgId, PmtInfId and EndToEndId are the payment's id without
 * dashes (32 characters of the 35 there are), so that the bank's statement names it, and a bank which is given a file twice can tell.
 *
 * A file appears whole (written aside, synced, renamed) and only once: whoever fetches it may take it away, so a note stays in `given/`. */
#include "ledger/currency.h"
#include "payment/payment_driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_CHARACTERS = 70, REFERENCE_CHARACTERS = 140, KEY_MAX = 33 };

struct pain001 {
    struct payment_provider base;
    char *folder, *name;
};

/* -- The text */

static void key_of(struct id id, char out[KEY_MAX])
{
    char text[ID_TEXT_MAX];
    size_t len = 0;
    id_format(id, text);
    for (const char *at = text; *at != '\0'; at++)
        if (*at != '-')
            out[len++] = *at;
    out[len] = '\0';
}

/* At most so many characters of it, escaped; control characters are blanks, and what XML 1.0 does not allow is left out. */
static void write_text(struct buf *out, struct text t, size_t most)
{
    size_t characters = 0;
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        if ((ch & 0xC0) != 0x80 && characters++ == most)
            return;
        if (ch == 0xEF && i + 2 < t.len && (unsigned char)t.at[i + 1] == 0xBF &&
            (unsigned char)t.at[i + 2] >= 0xBE) {
            i += 2; /* U+FFFE and U+FFFF */
            continue;
        }
        if (ch == '&')
            buf_z(out, "&amp;");
        else if (ch == '<')
            buf_z(out, "&lt;");
        else if (ch == '>')
            buf_z(out, "&gt;");
        else
            buf_char(out, ch < ' ' || ch == 127 ? ' ' : (char)ch);
    }
}

static void element(struct buf *out, const char *name, struct text value, size_t most)
{
    buf_printf(out, "<%s>", name);
    write_text(out, value, most);
    buf_printf(out, "</%s>", name);
}

static void write_party(struct ctx *c, struct buf *out, const char *what, struct text name,
                        struct text number)
{
    struct text iban = iban_clean(c->arena, number);
    buf_printf(out, "<%s>", what);
    element(out, "Nm", name, NAME_CHARACTERS);
    buf_printf(out, "</%s><%sAcct><Id><IBAN>%.*s</IBAN></Id></%sAcct>", what, what, TEXT_ARGS(iban), what);
}

static void write_head(struct buf *out, const struct payment_order *order, const char *key, const char *name)
{
    char amount[MONEY_TEXT_MAX], made[TIME_TEXT_MAX];
    money_format(order->amount, order->currency, amount);
    time_format(order->created_us, made);
    buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
               "xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn><GrpHdr>");
    buf_printf(
        out, "<MsgId>%s</MsgId><CreDtTm>%.19sZ</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>%s</CtrlSum><InitgPty>",
        key, made, amount);
    element(out, "Nm", text_of(name), NAME_CHARACTERS);
    buf_z(out, "</InitgPty></GrpHdr>");
}

static enum err check(struct ctx *c, const struct payment_order *order)
{
    if (!iban_is_valid(order->debtor_number))
        return fail(c, ERR_INPUT, "the account %.*s has no IBAN that can be right", TEXT_ARGS(order->debtor));
    if (!iban_is_valid(order->number))
        return fail(c, ERR_INPUT, "the payee's number is no IBAN");
    if (!text_is_utf8(order->payee) || !text_is_utf8(order->reference) || order->payee.len == 0)
        return fail(c, ERR_INPUT, "the payee's name cannot be written");
    return OK;
}

enum err payment_pain001_write(struct ctx *c, const struct payment_order *order, const char *name,
                               struct buf *out)
{
    char key[KEY_MAX], due[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
    TRY(check(c, order));
    key_of(order->id, key);
    money_format(order->amount, order->currency, amount);
    write_head(out, order, key, name);
    buf_printf(out,
               "<PmtInf><PmtInfId>%s</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>1</NbOfTxs><CtrlSum>%s</CtrlSum>",
               key, amount);
    if (order->currency == CURRENCY_EUR)
        buf_z(out, "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>");
    buf_printf(out, "<ReqdExctnDt><Dt>%s</Dt></ReqdExctnDt>", date_format(order->due, due));
    write_party(c, out, "Dbtr", text_of(name), order->debtor_number);
    buf_z(out, "<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>"
               "<ChrgBr>SLEV</ChrgBr><CdtTrfTxInf>");
    buf_printf(out, "<PmtId><EndToEndId>%s</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"%s\">%s</InstdAmt></Amt>",
               key, currency_code(order->currency), amount);
    write_party(c, out, "Cdtr", order->payee, order->number);
    if (order->reference.len > 0) {
        buf_z(out, "<RmtInf>");
        element(out, "Ustrd", order->reference, REFERENCE_CHARACTERS);
        buf_z(out, "</RmtInf>");
    }
    buf_z(out, "</CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>\n");
    return OK;
}

/* -- The file */

static bool make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool fine = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return fine;
}

static bool write_all(int fd, struct text t)
{
    while (t.len > 0) {
        ssize_t n = write(fd, t.at, t.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        t = text_from(t, (size_t)n);
    }
    return true;
}

static bool write_file(const char *path, struct text t)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool fine = write_all(fd, t) && fsync(fd) == 0;
    return close(fd) == 0 && fine;
}

struct paths {
    const char *given, *note, *aside, *file;
};

static struct paths paths_of(struct ctx *c, const struct pain001 *p, struct id id)
{
    char text[ID_TEXT_MAX];
    id_format(id, text);
    return (struct paths){.given = arena_printf(c->arena, "%s/given", p->folder),
                          .note = arena_printf(c->arena, "%s/given/%s", p->folder, text),
                          .aside = arena_printf(c->arena, "%s/given/%s.new", p->folder, text),
                          .file = arena_printf(c->arena, "%s/%s.xml", p->folder, text)};
}

/* Aside, then a note of it, then its own name: while there is one aside it was not given away, and when there is none a note says that it was, whoever
 * has taken the file since. */
static bool put(const struct paths *at, const char *folder, struct text t)
{
    if (!make_folder(at->given) || !write_file(at->aside, t))
        return false;
    if (link(at->aside, at->note) != 0 && errno != EEXIST && !write_file(at->note, t))
        return false;
    return sync_folder(at->given) && rename(at->aside, at->file) == 0 && sync_folder(folder) &&
           sync_folder(at->given);
}

static bool is_given(const struct paths *at)
{
    return access(at->note, F_OK) == 0 && access(at->aside, F_OK) != 0;
}

static void taken(struct payment_receipt *out, struct id id)
{
    char key[KEY_MAX];
    key_of(id, key);
    out->outcome = PAYMENT_TAKEN;
    snprintf(out->ref, sizeof out->ref, "%s", key);
}

static void submit(struct ctx *c, struct payment_provider *base, const struct payment_order *order,
                   struct payment_receipt *out)
{
    struct pain001 *p = (struct pain001 *)base;
    struct paths at = paths_of(c, p, order->id);
    struct buf *text = buf_in_arena(c->arena);
    if (is_given(&at)) {
        taken(out, order->id);
        return;
    }
    if (payment_pain001_write(c, order, p->name, text) != OK) {
        receipt_say(out, PAYMENT_REFUSED, "%s", c->why);
        return;
    }
    if (put(&at, p->folder, buf_view(text))) {
        taken(out, order->id);
        return;
    }
    int why = errno;
    receipt_say(out, is_given(&at) ? PAYMENT_UNKNOWN : PAYMENT_LATER, "the file could not be written: %s",
                strerror(why));
    out->away = true;
}

static void inquire(struct ctx *c, struct payment_provider *base, const struct payment_order *order,
                    struct payment_receipt *out)
{
    struct paths at = paths_of(c, (struct pain001 *)base, order->id);
    if (is_given(&at))
        taken(out, order->id);
    else
        receipt_say(out, PAYMENT_ABSENT, "there is no file of it");
}

static void close_it(struct payment_provider *base)
{
    struct pain001 *p = (struct pain001 *)base;
    free(p->folder);
    free(p->name);
    free(p);
}

static const struct payment_driver driver = {
    .name = "pain001", .submit = submit, .inquire = inquire, .close = close_it};

enum err payment_pain001_new(struct ctx *c, const struct payment_pain001_options *options,
                             struct payment_provider **out)
{
    if (options->folder == NULL || options->folder[0] == '\0')
        return fail(c, ERR_USAGE, "payment.folder: pain001 needs a folder to write to");
    if (!make_folder(options->folder))
        return fail(c, err_of_errno(errno), "payment.folder: %s: %s", options->folder, strerror(errno));
    struct pain001 *p = calloc(1, sizeof *p);
    if (p == NULL)
        die("out of memory");
    p->base.driver = &driver;
    p->folder = strdup(options->folder);
    p->name = strdup(options->name == NULL || options->name[0] == '\0' ? "Household" : options->name);
    if (p->folder == NULL || p->name == NULL)
        die("out of memory");
    *out = &p->base;
    return OK;
}
