#include "bankfile/mt940/details.h"

#include "bankfile/mt940/values.h"

enum { SWIFT_WIDTH = 65, TAG_WIDTH = 4 };

struct mt_details mt_details_new(struct arena *arena)
{
    return (struct mt_details){
        .payee = buf_in_arena(arena),
        .memo = buf_in_arena(arena),
        .account = buf_in_arena(arena),
        .label = buf_in_arena(arena),
        .tail = buf_in_arena(arena),
        .joined = buf_in_arena(arena),
        .purpose = buf_in_arena(arena),
    };
}

/* Words with one blank between them. `t` is trimmed. */
static void add_words(struct buf *to, struct text t)
{
    size_t start = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (!ascii_space(t.at[i]))
            continue;
        if (i > start)
            buf_add(to, t.at + start, i - start);
        start = i + 1;
        if (!ascii_space(t.at[start]))
            buf_char(to, ' ');
    }
    buf_add(to, t.at + start, t.len - start);
}

void mt_details_add(struct buf *to, struct text t)
{
    t = text_trim(t);
    if (t.len == 0)
        return;
    if (to->len > 0)
        buf_char(to, ' ');
    add_words(to, t);
}

void mt_details_add_named(struct buf *to, struct text name, struct text t)
{
    t = text_trim(t);
    if (mt_is_no_reference(t))
        return;
    if (to->len > 0)
        buf_char(to, ' ');
    buf_text(to, name);
    add_words(to, t);
}

void mt_details_account(struct mt_details *d, struct text t)
{
    if (d->account->len == 0)
        mt_details_add(d->account, t);
}

static size_t count_characters(struct text t)
{
    size_t n = 0;
    for (size_t i = 0; i < t.len; i++)
        n += ((unsigned char)t.at[i] & 0xC0) != 0x80;
    return n;
}

/* Cuts the first line off. */
static struct text take_line(struct text *rest)
{
    ptrdiff_t end = text_find(*rest, TEXT("\n"));
    size_t len = end < 0 ? rest->len : (size_t)end;
    struct text line = {rest->at, len};
    *rest = text_from(*rest, end < 0 ? len : len + 1);
    return line;
}

/* Banks break the text at a fixed width, also within words: a line that is full goes on without a blank. The
 * width is SWIFT's 65 (some count ":86:" too), or 35 or 27, when no line is longer. */
struct text mt_details_join(struct mt_details *d, struct text lines)
{
    struct buf *to = d->joined;
    size_t widest = 0;
    for (struct text rest = lines; rest.len > 0;) {
        size_t width = count_characters(take_line(&rest));
        widest = width > widest ? width : widest;
    }
    buf_clear(to);
    bool first = true, full = true;
    for (struct text rest = lines; rest.len > 0; first = false) {
        struct text line = take_line(&rest);
        size_t width = count_characters(line);
        if (!full)
            buf_char(to, ' ');
        buf_text(to, line);
        full = width == SWIFT_WIDTH || (first && width == SWIFT_WIDTH - TAG_WIDTH) ||
               (width == widest && (width == 35 || width == 27));
    }
    return text_trim(buf_view(to));
}

static bool contains(const struct buf *hay, struct text needle)
{
    return text_find(buf_view(hay), needle) >= 0;
}

/* Rabobank: the other party's number, with a P for the former Postbank. */
static bool is_dutch_account(struct text t)
{
    size_t start = t.len > 0 && t.at[0] == 'P';
    for (size_t i = start; i < t.len; i++)
        if (!ascii_digit(t.at[i]))
            return false;
    return start == 1 ? t.len >= 8 && t.len <= 10 : t.len == 9 || t.len == 10;
}

/* What :61: says beside the reference: an account, a code, or words. */
static void add_supplement(struct mt_details *d, const struct mt_details_in *in)
{
    struct text supplement = in->supplement;
    if (supplement.len == 0 || text_starts(supplement, TEXT("/TRCD/")))
        return;
    bool rabobank = text_starts(in->information, TEXT("/")) && is_dutch_account(supplement);
    if (mt_is_iban(supplement) || rabobank) {
        mt_details_account(d, supplement);
        return;
    }
    /* It often repeats what :86: says. */
    if (!contains(d->payee, supplement) && !contains(d->memo, supplement) && !contains(d->tail, supplement) &&
        !contains(d->account, supplement))
        mt_details_add(d->tail, supplement);
}

static void read_information(struct mt_details *d, const struct mt_details_in *in)
{
    struct text joined = mt_details_join(d, in->information);
    if (joined.len == 0)
        return;
    if (mt_dialect_subfields(d, joined) || mt_dialect_keywords(d, joined) ||
        mt_dialect_dutch(d, in, joined) || mt_dialect_lines(d, in->information))
        return;
    mt_details_add(d->memo, joined);
}

void mt_details_read(struct mt_details *d, const struct mt_details_in *in)
{
    buf_clear(d->payee);
    buf_clear(d->memo);
    buf_clear(d->account);
    buf_clear(d->label);
    buf_clear(d->tail);
    read_information(d, in);
    mt_dialect_non_swift(d, in->non_swift);
    add_supplement(d, in);
    if (mt_is_iban(in->customer_ref))
        mt_details_account(d, in->customer_ref);
    /* The kind of entry stands for a payee that is not named: "KONTOFUEHRUNG". */
    if (d->payee->len == 0)
        mt_details_add(d->payee, buf_view(d->label));
    else
        mt_details_add(d->tail, buf_view(d->label));
    mt_details_add(d->memo, buf_view(d->tail));
}
