#include "api/importer/found.h"

#include "base/json.h"
#include "matching/duplicates.h"

static void amount(struct json *j, const char *key, bool has, int64_t minor, currency cur)
{
    char text[MONEY_TEXT_MAX];
    json_key_z(j, key, has ? money_format(minor, cur, text) : NULL);
}

static void agreement(struct json *j, const struct import_account *a)
{
    json_key(j, "agrees");
    if (a->has_closing)
        json_bool(j, a->closing == a->balance);
    else
        json_null(j);
}

static void accounts(struct json *j, const struct import_result *r)
{
    json_key(j, "accounts");
    json_array(j);
    for (size_t i = 0; i < r->account_count; i++) {
        const struct import_account *a = &r->accounts[i];
        json_object(j);
        json_key_text(j, "name", a->name);
        json_key_z(j, "currency", currency_code(a->currency));
        json_key_bool(j, "created", a->created);
        json_key_int(j, "read", a->read);
        json_key_int(j, "added", a->added);
        json_key_int(j, "duplicates", a->duplicates);
        json_key_int(j, "settled", a->settled);
        json_key_int(j, "suggested", a->suggested);
        amount(j, "closing", a->has_closing, a->closing, a->currency);
        amount(j, "balance", a->has_closing, a->balance, a->currency);
        agreement(j, a);
        json_object_end(j);
    }
    json_array_end(j);
}

static const char *verdict_name(int verdict)
{
    switch ((enum match_verdict)verdict) {
    case MATCH_NEW:
        return "new";
    case MATCH_KNOWN:
        return "known";
    case MATCH_SETTLES:
        return "settles";
    case MATCH_MAYBE:
        return "suggested";
    }
    return "new";
}

static void samples(struct json *j, const struct import_result *r)
{
    json_key(j, "samples");
    json_array(j);
    for (int i = 0; i < r->sample_count; i++) {
        const struct import_sample *s = &r->samples[i];
        json_object(j);
        json_key_z(j, "verdict", verdict_name(s->verdict));
        json_key_text(j, "account", s->account);
        json_key(j, "date");
        json_date(j, s->date);
        json_key_text(j, "payee", s->payee);
        json_key_text(j, "category", s->category);
        amount(j, "amount", true, s->amount, s->currency);
        json_key_z(j, "currency", currency_code(s->currency));
        json_object_end(j);
    }
    json_array_end(j);
}

static void notes(struct json *j, const struct bankfile_report *report)
{
    json_key(j, "notes");
    json_array(j);
    for (int i = 0; i < report->note_count; i++) {
        json_object(j);
        json_key(j, "line");
        if (report->notes[i].line > 0)
            json_int(j, (int64_t)report->notes[i].line);
        else
            json_null(j);
        json_key_z(j, "detail", report->notes[i].text);
        json_object_end(j);
    }
    json_array_end(j);
}

void found_keep(struct ctx *c, const struct import_result *r, struct upload_row *row)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_key_int(&j, "paired", r->paired);
    json_key_int(&j, "statements", r->statements);
    json_key_int(&j, "reconciled", r->statements_reconciled);
    notes(&j, &r->report);
    accounts(&j, r);
    samples(&j, r);
    row->preview = buf_view(out);
    row->read_as = text_of(r->report.format);
    row->entries = r->read;
    row->added = r->added;
    row->duplicates = r->duplicates;
    row->settled = r->settled;
    row->suggested = r->suggested;
}

void found_refuse(struct ctx *c, const struct import_result *r, struct upload_row *row)
{
    bool reader = r->report.what[0] != '\0';
    row->read_as = text_of(r->report.format);
    row->problem_line = reader ? (int64_t)r->report.line : 0;
    row->problem = text_copy(c->arena, text_of(reader ? r->report.what : c->why));
}
