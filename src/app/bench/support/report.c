#include "app/bench/support/report.h"

#include "base/json.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* -- HTML */

static const char head[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
    "content=\"width=device-width, initial-scale=1\"><title>Card fraud: a report</title><style>"
    ":root{color-scheme:light dark;--line:#8886;--one:#0b6bcb;--two:#c2410c;--three:#15803d;--four:#7c3aed}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}"
    "time{white-space:nowrap}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
    "caption{text-align:left;padding:.5rem 0}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px "
    "solid var(--line)}td.n,th.n{text-align:right}.charts{display:grid;gap:1rem;"
    "grid-template-columns:repeat(auto-fit,minmax(18rem,1fr))}figure{margin:0}svg{width:100%;height:auto}"
    ".m0{stroke:var(--one)}.m1{stroke:var(--two);stroke-dasharray:5 2}.m2{stroke:var(--three);"
    "stroke-dasharray:2 2}.m3{stroke:var(--four);stroke-dasharray:8 2 2 2}"
    "polyline{fill:none;stroke-width:1.5}text{font-size:9px;fill:currentColor}.axis{stroke:var(--line)}"
    "</style></head><body>\n";

static void escaped(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++)
        switch (*text) {
        case '<':
            buf_z(out, "&lt;");
            break;
        case '>':
            buf_z(out, "&gt;");
            break;
        case '&':
            buf_z(out, "&amp;");
            break;
        case '"':
            buf_z(out, "&quot;");
            break;
        default:
            buf_char(out, *text);
        }
}

static void paragraph(struct buf *out, const struct report *r)
{
    char train[DATE_TEXT_MAX], test[DATE_TEXT_MAX];
    buf_z(out, "<h1>Card fraud</h1>\n<p>");
    const char *slash = strrchr(r->file, '/');
    escaped(out, slash == NULL ? r->file : slash + 1);
    buf_printf(out,
               ": learnt from the week that begins on %s (%lld payments, %lld of them frauds), judged by the "
               "week that begins on %s (%lld payments, %lld frauds) without the cards that were known to be "
               "compromised by then.</p>\n",
               date_format(r->train, train), (long long)r->train_rows, (long long)r->train_frauds,
               date_format(r->test, test), (long long)r->test_rows, (long long)r->test_frauds);
}

static void figures(struct buf *out, const struct report *r)
{
    buf_z(out, "<table><caption>What each model reached. AUROC: the chance that a fraud scores above another "
               "payment. Precision at 100: of the 100 most suspicious cards of a day, how many were "
               "compromised.</caption><thead><tr><th>Model<th class=n>AUROC<th class=n>Average precision"
               "<th class=n>Precision at 100</thead><tbody>\n");
    for (size_t i = 0; i < r->model_count; i++) {
        buf_z(out, "<tr><td>");
        escaped(out, r->models[i].name);
        buf_printf(out, "<td class=n>%.3f<td class=n>%.3f<td class=n>%.3f\n", r->models[i].auroc,
                   r->models[i].average_precision, r->models[i].card_precision);
    }
    buf_z(out, "</tbody></table>\n");
}

enum { SIDE = 200, LEFT = 26, TOP = 6, STEP = 12 };

static void polyline(struct buf *out, const struct curve *curve, size_t model)
{
    buf_printf(out, "<polyline class=\"m%zu\" points=\"", model % 4);
    for (size_t i = 0; i < curve->count; i++)
        buf_printf(out, "%s%.1f,%.1f", i == 0 ? "" : " ", LEFT + SIDE * curve->at[i].x,
                   TOP + SIDE * (1 - curve->at[i].y));
    buf_z(out, "\"/>");
}

static void chart(struct buf *out, const struct report *r, bool precision)
{
    const char *title = precision ? "Precision over recall" : "Frauds found over others suspected";
    buf_printf(out,
               "<figure><svg viewBox=\"0 0 %d %zu\" role=\"img\" aria-label=\"%s, one line a model; the "
               "figures are in the table\">",
               LEFT + SIDE + 2 * TOP, (size_t)(TOP + SIDE + 16) + r->model_count * STEP, title);
    for (int tenth = 0; tenth <= 10; tenth += 5) {
        double at = SIDE * tenth / 10.0;
        buf_printf(out,
                   "<line class=\"axis\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/><line class=\"axis\" "
                   "x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/><text x=\"2\" y=\"%.1f\">%.1f</text><text "
                   "x=\"%.1f\" y=\"%d\">%.1f</text>",
                   LEFT, TOP + SIDE - at, LEFT + SIDE, TOP + SIDE - at, LEFT + at, TOP, LEFT + at, TOP + SIDE,
                   TOP + SIDE - at + 3, tenth / 10.0, LEFT + at - 6, TOP + SIDE + 11, tenth / 10.0);
    }
    for (size_t i = 0; i < r->model_count; i++) {
        int y = TOP + SIDE + 22 + (int)i * STEP;
        polyline(out, precision ? &r->models[i].precision : &r->models[i].roc, i);
        buf_printf(out, "<polyline class=\"m%zu\" points=\"%d,%d %d,%d\"/><text x=\"%d\" y=\"%d\">", i % 4,
                   LEFT, y - 3, LEFT + 20, y - 3, LEFT + 25, y);
        escaped(out, r->models[i].name);
        buf_z(out, "</text>");
    }
    buf_printf(out, "</svg><figcaption>%s</figcaption></figure>\n", title);
}

static void cases(struct buf *out, const struct report *r)
{
    char day[DATE_TEXT_MAX];
    buf_z(out, "<h2>What stands out most</h2>\n<table><caption>By ");
    escaped(out, r->cases_by);
    buf_z(out, ", with what makes up most of each score.</caption><thead><tr><th>Payment<th>Day<th>Card<th "
               "class=n>Amount<th class=n>Score<th>Why<th>Was it?</thead><tbody>\n");
    for (size_t i = 0; i < r->case_count; i++) {
        const struct report_case *it = &r->cases[i];
        buf_printf(out, "<tr><td>%lld<td><time>%s</time><td>%u<td class=n>%.2f<td class=n>%.1f<td>",
                   (long long)it->id, date_format(it->day, day), it->card, it->amount, it->score);
        for (size_t k = 0; k < REPORT_REASONS && it->reasons[k] != NULL; k++) {
            buf_z(out, k == 0 ? "" : "; ");
            escaped(out, it->reasons[k]);
            buf_printf(out, " (%.0f %%)", it->shares[k] * 100);
        }
        buf_z(out, it->fraud ? "<td>fraud\n" : "<td>no\n");
    }
    buf_z(out, "</tbody></table>\n");
}

static void write_html(struct buf *out, const struct report *r)
{
    buf_z(out, head);
    paragraph(out, r);
    figures(out, r);
    buf_z(out, "<div class=\"charts\">\n");
    chart(out, r, true);
    chart(out, r, false);
    buf_z(out, "</div>\n");
    cases(out, r);
    buf_z(out, "</body></html>\n");
}

/* -- JSON */

static void key_double(struct json *j, const char *key, double value)
{
    json_key(j, key);
    json_double(j, value);
}

static void key_curve(struct json *j, const char *key, const struct curve *curve)
{
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < curve->count; i++) {
        json_array(j);
        json_double(j, curve->at[i].x);
        json_double(j, curve->at[i].y);
        json_array_end(j);
    }
    json_array_end(j);
}

static void key_day(struct json *j, const char *key, date day)
{
    char text[DATE_TEXT_MAX];
    json_key_z(j, key, date_format(day, text));
}

static void json_model(struct json *j, const struct report_model *model)
{
    json_object(j);
    json_key_z(j, "name", model->name);
    key_double(j, "auroc", model->auroc);
    key_double(j, "average_precision", model->average_precision);
    key_double(j, "card_precision_100", model->card_precision);
    key_curve(j, "roc", &model->roc);
    key_curve(j, "precision_recall", &model->precision);
    json_object_end(j);
}

static void json_case(struct json *j, const struct report_case *it)
{
    json_object(j);
    json_key_int(j, "id", it->id);
    key_day(j, "day", it->day);
    json_key_int(j, "card", it->card);
    key_double(j, "amount", it->amount);
    key_double(j, "score", it->score);
    json_key_bool(j, "fraud", it->fraud);
    json_key(j, "reasons");
    json_array(j);
    for (size_t k = 0; k < REPORT_REASONS && it->reasons[k] != NULL; k++) {
        json_object(j);
        json_key_z(j, "reason", it->reasons[k]);
        key_double(j, "share", it->shares[k]);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

static void write_json(struct buf *out, const struct report *r)
{
    struct json j = json_into(out);
    json_object(&j);
    json_key_z(&j, "file", r->file);
    key_day(&j, "train", r->train);
    key_day(&j, "test", r->test);
    json_key_int(&j, "train_rows", r->train_rows);
    json_key_int(&j, "train_frauds", r->train_frauds);
    json_key_int(&j, "test_rows", r->test_rows);
    json_key_int(&j, "test_frauds", r->test_frauds);
    json_key(&j, "models");
    json_array(&j);
    for (size_t i = 0; i < r->model_count; i++)
        json_model(&j, &r->models[i]);
    json_array_end(&j);
    json_key_z(&j, "cases_by", r->cases_by);
    json_key(&j, "cases");
    json_array(&j);
    for (size_t i = 0; i < r->case_count; i++)
        json_case(&j, &r->cases[i]);
    json_array_end(&j);
    json_object_end(&j);
    buf_z(out, "\n");
}

/* -- The file */

enum err report_write(struct ctx *c, const struct report *report, const char *path)
{
    struct buf *out = buf_in_arena(c->arena);
    const char *beside = arena_printf(c->arena, "%s.new", path);
    size_t len = strlen(path);
    if (len > 5 && strcmp(path + len - 5, ".json") == 0)
        write_json(out, report);
    else
        write_html(out, report);
    FILE *f = fopen(beside, "wx");
    if (f == NULL)
        return fail(c, ERR_IO, "%s cannot be written: %s", beside, strerror(errno));
    bool good = fwrite(out->at, 1, out->len, f) == out->len;
    good = fclose(f) == 0 && good;
    if (good && rename(beside, path) == 0)
        return OK;
    enum err e = fail(c, ERR_IO, "%s cannot be written: %s", path, strerror(errno));
    unlink(beside);
    return e;
}
