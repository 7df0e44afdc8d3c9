/* Telling people: what agents ask for becomes rows, one for each person (or endpoint) and channel, in the transaction of its cause. What leaves the
 * process is sent after the commit: to people and endpoints by post_run, on a thread of its own.
 *
 * Who is told: everybody in the household whose role may see it, or one person. How: as each wants (identity/wishes/wishes.h). The same topic, or
 * insight, reaches a person once on each channel, however often it is told. */
#ifndef AGENTS_NOTIFY_H
#define AGENTS_NOTIFY_H

#include "agents/agent.h"
#include "notice/notice.h"

struct host;
struct sealer;

struct notice {
    enum notice_kind kind;
    enum severity severity; /* 0: the kind's own. An alert breaks through quiet hours and digests */
    int64_t person;         /* seq; 0: everybody in the household whose role may see it */
    /* JSON object of the kind's fields (notice/notice.h), with "link" where there is something to open or to decide: "/approvals/…", a signed
     * single-use one for one person. Of NOTICE_CODE also "code": it is kept sealed until it is sent, goes to that person's mail alone, and is
     * shown nowhere else. */
    struct text data;
    struct text topic; /* "approval/018f…": what makes it the same notice; unique in the household */
    int64_t insight;   /* seq; 0: about none */
    int64_t until_us;  /* not sent later than this; 0: always */
};

/* Tells people of something. Appends user.alert.sent when it is told. Needs AGENT_NOTIFIES. ERR_INPUT: data is no JSON object. ERR_USAGE: a code
 * without a person, or no topic. ERR_DENIED: this program cannot seal codes. */
enum err agent_tell(struct agent_context *x, const struct notice *notice) MUST_USE;

/* Texts outlive the host. */
struct notify_options {
    const struct sealer *sealer; /* NULL: nothing that is sealed can be told or sent */
    const char *base_url;        /* "https://money.example"; NULL or "": links of this server are left out */
};
/* Before the relay runs. */
void notify_set_up(struct host *host, const struct notify_options *options);

/* A chore (events/relay.h): sends what is queued for people and endpoints. It waits for servers; one thread at a time. */
enum err post_run(struct ctx *c, void *host, int64_t *next_us) MUST_USE;

/* How long a message is tried, from its first try on. */
#define POST_GIVE_UP_US (INT64_C(2) * 24 * 3600 * 1000000)
enum { POST_BURST = 5 }; /* more than so many for one person at once go as one message */

#endif
