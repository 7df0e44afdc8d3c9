#include "events/feed.h"

#include "store/entity/household.h"
#include "store/entity/insight.h"

/* Text as XML 1.0 content: markup escaped, and what XML cannot hold (control characters, U+FFFE, U+FFFF,
 * broken UTF-8) as U+FFFD. */
static void escape(struct buf *out, struct text t)
{
    bool clean = text_is_utf8(t);
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        bool control = ch < 0x20 && ch != '\t' && ch != '\n' && ch != '\r';
        bool nonchar =
            i + 2 < t.len && memcmp(t.at + i, "\xEF\xBF", 2) == 0 && (unsigned char)t.at[i + 2] >= 0xBE;
        if (control || nonchar || (!clean && ch >= 0x80)) {
            buf_z(out, "\xEF\xBF\xBD");
            i += nonchar ? 2 : 0;
        } else if (ch == '&') {
            buf_z(out, "&amp;");
        } else if (ch == '<') {
            buf_z(out, "&lt;");
        } else if (ch == '>') {
            buf_z(out, "&gt;");
        } else if (ch == '"') {
            buf_z(out, "&quot;");
        } else {
            buf_char(out, (char)ch);
        }
    }
}

static void element(struct buf *out, const char *name, struct text content)
{
    buf_printf(out, "<%s>", name);
    escape(out, content);
    buf_printf(out, "</%s>\n", name);
}

static void element_id(struct buf *out, struct id id)
{
    char text[ID_TEXT_MAX];
    buf_printf(out, "<id>urn:uuid:%s</id>\n", id_format(id, text));
}

static void element_updated(struct buf *out, int64_t us)
{
    char text[TIME_TEXT_MAX];
    buf_printf(out, "<updated>%s</updated>\n", time_format(us, text));
}

static void entry(struct buf *out, const struct notification_row *row)
{
    buf_z(out, "<entry>\n");
    element_id(out, row->id);
    element(out, "title", row->title);
    element_updated(out, row->created_us);
    buf_printf(out, "<category term=\"%s\"/>\n", severity_name(row->severity));
    buf_z(out, "<content type=\"text\">");
    escape(out, row->body);
    buf_z(out, "</content>\n</entry>\n");
}

enum err notification_feed(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                           const char *self_url, struct buf *out)
{
    struct household home;
    struct notification_shown *rows;
    size_t count;
    TRY(household_get(c, tx, household, &home));
    const struct notification_reader everybody_here = {.household = household};
    TRY(notification_page(c, tx, &everybody_here, TEXT(NOTIFICATION_INAPP), false, 0, limit, &rows, &count));
    buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    element_id(out, home.id);
    element(out, "title", text_of(arena_printf(c->arena, "Florin: %.*s", TEXT_ARGS(home.name))));
    element_updated(out, count == 0 ? c->now_us : rows[0].row.created_us);
    buf_z(out, "<author><name>Florin</name></author>\n<generator>Florin</generator>\n");
    if (self_url != NULL) {
        buf_z(out, "<link rel=\"self\" href=\"");
        escape(out, text_of(self_url));
        buf_z(out, "\"/>\n");
    }
    for (size_t i = 0; i < count; i++)
        entry(out, &rows[i].row);
    buf_z(out, "</feed>\n");
    return OK;
}
