/* The page behind a link in a mail: what exactly would happen, and a button that says so. Pure, plain HTML without script; all that comes from outside is escaped. */
#ifndef NOTICE_ANSWER_H
#define NOTICE_ANSWER_H

#include "base/json_in.h"

enum answer_asks {
    ANSWER_APPROVE,
    ANSWER_REFUSE,
    ANSWER_MINE,
    ANSWER_NOT_MINE,
    ANSWER_LESS_MAIL,
    ANSWER_ASKS
};

enum answer_view {
    ANSWER_OPEN,         /* the question, with its button */
    ANSWER_NO_CODE,      /* likewise: a code is needed */
    ANSWER_WRONG_CODE,   /* likewise: it was wrong */
    ANSWER_WRONG_ANSWER, /* likewise: the answer to one's own question was wrong, or is missing */
    ANSWER_WAIT,         /* likewise: too many were wrong */
    ANSWER_LOG_IN,       /* the policy wants a proof that cannot be given here */
    ANSWER_SAID,         /* it was answered just now: `state` says what became of it */
    ANSWER_OVER,         /* answered before, by this person or somebody else: likewise */
    ANSWER_LATE,
    ANSWER_CHANGED,
    ANSWER_UNKNOWN,
    ANSWER_OFF,
    ANSWER_REFUSED, /* it cannot be done: `why` */
    ANSWER_VIEWS
};

/* What became of the question. */
enum answer_state {
    ANSWER_STATE_NONE,
    ANSWER_STATE_WAITS, /* for somebody else's answer */
    ANSWER_STATE_LATER, /* approved: its time will come */
    ANSWER_STATE_DONE,
    ANSWER_STATE_DENIED,
    ANSWER_STATE_FAILED,
    ANSWER_STATE_GONE, /* expired, withdrawn */
    ANSWER_STATE_RELEASED,
    ANSWER_STATE_VOID,
    ANSWER_STATES
};

/* Empty texts: left out. */
struct answer_page {
    enum answer_asks asks;
    enum answer_view view;
    enum answer_state state;
    struct text locale, zone, household;
    const struct json_value *data; /* fields as in a notice; NULL: none */
    struct text summary;           /* what would happen, in a line */
    struct text rule, rule_why;    /* of the policy */
    struct text agent;             /* who wants it */
    struct text number, reference; /* of a payment: the payee's account, what it says */
    struct text why;               /* why it cannot be done */
    struct text kind;              /* of mail: its name */
    int64_t until_us;              /* 0: not said */
    bool code;                     /* a one-time code is asked for */
    struct text question;          /* of the person's own */
    const char *page;              /* where to log in and look: "/approvals" */
};

/* What is told of the question is told only where it still stands. Appends to `out`. */
void answer_page_write(struct ctx *c, const struct answer_page *page, struct buf *out);
/* As an HTTP status. */
int answer_view_status(enum answer_view view);

#define ANSWER_STYLE_PATH "/answer.css"
extern const char answer_style[];

#endif
