#include "channel/mime.h"

#include "base/date.h"
#include "client/mail.h"

enum { LINE_MOST = 76, WORD_MOST = 75 };

static const char digits[] = "0123456789ABCDEF";

/* -- Words in headers */

static bool is_plain(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] < ' ' || (unsigned char)t.at[i] >= 0x7F)
            return false;
    /* What looks like an encoded word would be read as one. */
    return t.len <= 60 && text_find(t, TEXT("=?")) < 0;
}

/* The bytes of the character that begins here; one for what is no UTF-8. */
static size_t step_of(struct text t)
{
    unsigned char first = (unsigned char)t.at[0];
    size_t len = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return len <= t.len && text_is_utf8((struct text){t.at, len}) ? len : 1;
}

/* One byte of an encoded word of the kind Q, as it may stand anywhere in a header (RFC 2047, 5.3). */
static size_t q_bytes(char ch)
{
    return ascii_alpha(ch) || ascii_digit(ch) || ch == ' ' ? 1 : 3;
}

static void write_q(struct buf *out, char ch)
{
    if (ch == ' ') {
        buf_char(out, '_');
    } else if (q_bytes(ch) == 1) {
        buf_char(out, ch);
    } else {
        buf_char(out, '=');
        buf_char(out, digits[(unsigned char)ch >> 4]);
        buf_char(out, digits[(unsigned char)ch & 15]);
    }
}

/* Words of at most 75 bytes that hold whole characters, each on a line of its own. `used`: of the first line. */
static void write_encoded(struct buf *out, struct text t, size_t used)
{
    static const char open[] = "=?utf-8?Q?", close[] = "?=";
    size_t room = 0;
    bool began = false;
    for (size_t i = 0; i < t.len;) {
        struct text rest = text_from(t, i);
        size_t len = step_of(rest), needs = 0;
        bool bad =
            (len == 1 && (unsigned char)t.at[i] >= 0x80) || (unsigned char)t.at[i] < ' ' || t.at[i] == 0x7F;
        for (size_t j = 0; j < len; j++)
            needs += bad ? 1 : q_bytes(rest.at[j]);
        if (!began || needs > room) {
            buf_z(out, began ? "?=\r\n " : "");
            buf_z(out, open);
            size_t most = began || used + 20 > WORD_MOST ? WORD_MOST : WORD_MOST - used;
            room = most - (sizeof open - 1) - (sizeof close - 1);
            began = true;
        }
        for (size_t j = 0; j < len; j++)
            write_q(out, bad ? ' ' : rest.at[j]);
        room -= needs;
        i += len;
    }
    buf_z(out, began ? close : "");
}

static void write_words(struct buf *out, struct text t, size_t used)
{
    if (is_plain(t))
        buf_text(out, t);
    else
        write_encoded(out, t, used);
}

/* The name of a mailbox: quoted, or encoded. */
static void write_mailbox(struct buf *out, const char *header, struct text name, struct text address)
{
    buf_z(out, header);
    if (name.len > 0 && is_plain(name)) {
        buf_char(out, '"');
        for (size_t i = 0; i < name.len; i++) {
            if (name.at[i] == '"' || name.at[i] == '\\')
                buf_char(out, '\\');
            buf_char(out, name.at[i]);
        }
        buf_z(out, "\"\r\n ");
    } else if (name.len > 0) {
        write_encoded(out, name, strlen(header));
        buf_z(out, "\r\n ");
    }
    buf_printf(out, "<%.*s>\r\n", TEXT_ARGS(address));
}

/* An address to open; one that has what headers cannot have is left out. */
static bool is_uri(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] <= ' ' || (unsigned char)t.at[i] >= 0x7F || t.at[i] == '<' || t.at[i] == '>')
            return false;
    return t.len > 0 && t.len <= 900;
}

/* "Sat, 21 Nov 2026 18:32:40 +0000" */
static void write_date(struct buf *out, int64_t us)
{
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    date day = time_date(us);
    struct civil on = date_to_civil(day);
    int64_t second = us / 1000000 - (int64_t)day * 86400;
    buf_printf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n", weekdays[date_weekday(day)], on.day,
               months[on.month - 1], on.year, (int)(second / 3600), (int)(second / 60 % 60),
               (int)(second % 60));
}

static struct text domain_of(struct text address)
{
    const char *at = address.len == 0 ? NULL : memchr(address.at, '@', address.len);
    return at == NULL ? TEXT("localhost") : text_from(address, (size_t)(at - address.at) + 1);
}

/* -- Parts */

/* Quoted-printable (RFC 2045, 6.7): lines of at most 76 bytes, a blank at a line's end is quoted, a dot at its begin too (some
 * servers on the way eat it). */
static void write_quoted(struct buf *out, struct text t)
{
    size_t line = 0;
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        if (ch == '\n') {
            buf_z(out, "\r\n");
            line = 0;
            continue;
        }
        bool last = i + 1 == t.len || t.at[i + 1] == '\n';
        bool quoted = (ch < ' ' && ch != '\t') || ch >= 0x7F || ch == '=' ||
                      ((ch == ' ' || ch == '\t') && last) || (ch == '.' && line == 0);
        if (line + (quoted ? 3 : 1) > LINE_MOST - 1) {
            buf_z(out, "=\r\n");
            line = 0;
            quoted = quoted || ch == '.';
        }
        if (quoted) {
            buf_char(out, '=');
            buf_char(out, digits[ch >> 4]);
            buf_char(out, digits[ch & 15]);
        } else {
            buf_char(out, (char)ch);
        }
        line += quoted ? 3 : 1;
    }
    if (line > 0)
        buf_z(out, "\r\n");
}

static void write_part(struct buf *out, const char *kind, struct text t)
{
    buf_printf(out,
               "Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
               kind);
    write_quoted(out, t);
}

static bool is_id(struct text id)
{
    for (size_t i = 0; i < id.len; i++)
        if (!ascii_alpha(id.at[i]) && !ascii_digit(id.at[i]) && id.at[i] != '-')
            return false;
    return id.len > 0 && id.len <= 60;
}

void mime_write(const struct mime_mail *mail, struct buf *out)
{
    struct text id = is_id(mail->id) ? mail->id : TEXT("florin");
    write_date(out, mail->time_us);
    write_mailbox(out, "From: ", mail->from_name, mail->from);
    write_mailbox(out, "To: ", mail->to_name, mail->to);
    buf_z(out, "Subject: ");
    write_words(out, mail->subject, strlen("Subject: "));
    buf_printf(out, "\r\nMessage-ID: <%.*s@%.*s>\r\n", TEXT_ARGS(id), TEXT_ARGS(domain_of(mail->from)));
    if (is_uri(mail->unsubscribe))
        buf_printf(out, "List-Unsubscribe: <%.*s>\r\n%s", TEXT_ARGS(mail->unsubscribe),
                   mail->one_click ? "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" : "");
    buf_z(out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
    if (mail->html.len == 0) {
        write_part(out, "plain", mail->text);
        return;
    }
    /* Of the boundary's bytes "=_" come in no quoted-printable text (RFC 2045, 6.7). */
    buf_printf(out, "Content-Type: multipart/alternative; boundary=\"=_%.*s\"\r\n\r\n", TEXT_ARGS(id));
    buf_printf(out, "--=_%.*s\r\n", TEXT_ARGS(id));
    write_part(out, "plain", mail->text);
    buf_printf(out, "\r\n--=_%.*s\r\n", TEXT_ARGS(id));
    write_part(out, "html", mail->html);
    buf_printf(out, "\r\n--=_%.*s--\r\n", TEXT_ARGS(id));
}

bool mime_mailbox_parse(struct text mailbox, struct text *name, struct text *address)
{
    mailbox = text_trim(mailbox);
    *name = TEXT("");
    *address = mailbox;
    const char *open = mailbox.len == 0 ? NULL : memrchr(mailbox.at, '<', mailbox.len);
    if (open != NULL && mailbox.at[mailbox.len - 1] == '>') {
        size_t before = (size_t)(open - mailbox.at);
        *address = (struct text){open + 1, mailbox.len - before - 2};
        *name = text_trim((struct text){mailbox.at, before});
        if (name->len >= 2 && name->at[0] == '"' && name->at[name->len - 1] == '"')
            *name = (struct text){name->at + 1, name->len - 2};
    }
    return mail_address_is_good(*address);
}
