#include "bankfile/qif/marks.h"

#include "bankfile/amount.h"

static bool has(struct text t, char mark)
{
    return t.len > 0 && memchr(t.at, mark, t.len) != NULL;
}

void qif_marks_survey(struct qif_marks *m, struct text t, uint64_t line)
{
    char proven = amount_mark(t);
    m->point |= proven == '.';
    m->comma |= proven == ',';
    if (proven != '\0')
        return;
    if (has(t, '.') && m->three_point_line == 0)
        m->three_point_line = line;
    if (has(t, ',') && m->three_comma_line == 0)
        m->three_comma_line = line;
}

void qif_marks_decide(struct bankfile_reader *r, struct qif_marks *m)
{
    if (m->point != m->comma) {
        m->mark = m->point ? '.' : ',';
        return;
    }
    m->mark = '\0';
    if (m->point || (m->three_point_line != 0 && m->three_comma_line != 0))
        return;
    /* Money has no three decimals: a lone mark before three digits is one of thousands. */
    bool points = m->three_point_line != 0;
    m->mark = points ? ',' : '.';
    if (points || m->three_comma_line != 0)
        bankfile_note(r, points ? m->three_point_line : m->three_comma_line,
                      "no amount tells the decimal mark; '%c' is taken as the mark of thousands",
                      points ? '.' : ',');
}

bool qif_amount_read(const struct qif_marks *m, struct text t, struct decimal *out)
{
    char mark = m->mark;
    if (mark == '\0') {
        mark = amount_mark(t);
        if (mark == '\0' && (has(t, '.') || has(t, ',')))
            return false;
    }
    return amount_parse(t, mark, out);
}
