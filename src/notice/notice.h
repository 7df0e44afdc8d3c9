/* What people are told: kinds of notices, and their words in a person's language. Pure.
 *
 * A notice's data is a JSON object: {"amount": "12.50", "currency": "EUR", "payee": "…", "date": "2026-11-21", "link": "/…"}. Fields that
 * render.c does not know are ignored; amounts are decimals as text, in `currency`. "sample": true says in the title that it is none. */
#ifndef NOTICE_NOTICE_H
#define NOTICE_NOTICE_H

#include "base/json_in.h"
#include "insight/insight.h"

enum notice_kind {
    NOTICE_PAYMENT_EXECUTED,
    NOTICE_PAYMENT_UPCOMING,
    NOTICE_APPROVAL_WANTED,
    NOTICE_INSUFFICIENT_BALANCE,
    NOTICE_FRAUD_ALERT,
    NOTICE_BLOCKED,
    NOTICE_CODE,
    NOTICE_CREDIT_ADVICE,
    NOTICE_BUDGET_WARNING,
    NOTICE_BUDGET_EXCEEDED,
    NOTICE_MONTH_SUMMARY,
    NOTICE_INSIGHT, /* what an agent noticed, in its own words: {"title", "body"} */
    NOTICE_DIGEST,  /* several in one: {"items": [{"title", "body", "date"}]} */
    NOTICE_TEST,    /* asked for by the person, to see whether it arrives */
    NOTICE_KINDS
};

struct notice_kind_facts {
    const char *name; /* "payment_executed" */
    enum severity severity;
    bool asks;   /* somebody has to decide: not for those who may only look */
    bool chosen; /* people may choose how they get it (a code comes at once or not at all) */
    const char *sample;
};
extern const struct notice_kind_facts notice_kinds[NOTICE_KINDS];
/* NOTICE_KINDS: there is none of this name. */
enum notice_kind notice_kind_parse(struct text name);
/* The kind that an insight's kind is told as: the one of that name, else NOTICE_INSIGHT. */
enum notice_kind notice_kind_of_insight(struct text insight_kind);

/* An insight as a notice's data, from its event ({"kind", "title", "body", "date", "numbers"}): {"insight", "title", "body", …}. Languages that have a sentence for
 * that insight say it with the fields, others in its own words. Empty: the event has no numbers. Into c->arena. */
struct text notice_insight_data(struct ctx *c, const struct json_value *event);

#define NOTICE_MASKED "••••"

enum { NOTICE_TITLE_BYTES = 200, NOTICE_LINE_BYTES = 2000, NOTICE_ITEMS_SHOWN = 50 };

/* What the words stand in. Empty texts: left out. */
struct notice_frame {
    struct text locale;    /* BCP 47: "de-AT" */
    struct text household; /* its name */
    struct text base;      /* the server's address: "https://money.example", without a / at its end */
    struct text code;      /* of NOTICE_CODE, for the one who is addressed; empty: shown masked */
    struct text yes,
        no; /* of a question, for the one who is addressed: whole addresses of links that answer it; empty: none */
};

struct notice_page {
    struct text title; /* one line */
    struct text brief; /* the first paragraph, one line */
    struct text text, html;
    struct text link;     /* what the button leads to; empty: none */
    struct text settings; /* where to say that one wants less of this; empty: not known */
};

/* Everything lives in c->arena. `data` may be NULL, and any JSON. */
void notice_render(struct ctx *c, enum notice_kind kind, const struct json_value *data,
                   const struct notice_frame *frame, struct notice_page *out);

/* Names and descriptions of kinds, for people. */
const char *notice_kind_title(enum notice_kind kind, struct text locale);

/* The languages that there are words in, ended by NULL; the first is the one for all others. */
extern const char *const notice_languages[];

/* -- locale.c: as people write it. Into c->arena. */
struct notice_locale;
const struct notice_locale *notice_locale(struct text tag);
struct text notice_money(struct ctx *c, const struct notice_locale *locale, struct decimal amount,
                         struct text currency_code);
struct text notice_date(struct ctx *c, const struct notice_locale *locale, date d);
struct text notice_month(struct ctx *c, const struct notice_locale *locale, int32_t month);
/* The language's name: "de". */
const char *notice_language(const struct notice_locale *locale);

/* A text from outside made harmless: UTF-8, no control characters (but line ends where `lines`), nothing that turns text around, not longer than
 * `bytes_max`, cut between characters. */
struct text notice_plain(struct ctx *c, struct text t, bool lines, size_t bytes_max);

#endif
