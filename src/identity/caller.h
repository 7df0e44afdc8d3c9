/* Who calls: what a request may do follows from this alone. Found once per request, from a session's cookie, an access
 * token or an API key. */
#ifndef IDENTITY_CALLER_H
#define IDENTITY_CALLER_H

#include "base/id.h"

/* In a household; a higher one may do all that a lower one may. */
enum role {
    ROLE_NONE = 0,
    ROLE_VIEWER = 1, /* looks */
    ROLE_MEMBER = 2, /* enters, sorts, imports, sets budgets */
    ROLE_OWNER = 3,  /* also people, keys of others, settings of the household */
};

/* What a program's key may do; a person's session may do all that the role allows. */
enum scope {
    SCOPE_READ = 1,
    SCOPE_WRITE = 2,
    SCOPE_ADMIN = 4,
    SCOPE_APPROVE = 8, /* answers for the person: approvals, wishes of one's own */
    SCOPE_ALL = 15,
};

enum credential {
    CREDENTIAL_NONE = 0,
    CREDENTIAL_SESSION, /* the page's cookie: the only one that a browser sends by itself, so it needs the check of origin */
    CREDENTIAL_TOKEN, /* JWT access token */
    CREDENTIAL_KEY,   /* API key */
    CREDENTIAL_LINK,  /* a link in a mail: for one answer, and never for the API */
};

struct caller {
    enum credential credential;
    int64_t user, household; /* seqs; 0: nobody */
    struct id user_id;
    enum role role;
    unsigned scopes;  /* enum scope */
    int64_t session;  /* the session or token family; 0: a key */
    int64_t key;      /* the API key; 0: none */
    int64_t until_us; /* when the credential runs out unless it is used; 0: never */
    bool
        use_due; /* its last use was noted over a minute ago: call caller_note_use (identity.h) in the write lane */
};

/* "owner" …; ROLE_NONE and what is unknown are "none". */
const char *role_name(enum role role);
/* ROLE_NONE when there is no such role. */
enum role role_parse(struct text name);
/* "read", "write", "admin" and "approve", by commas or blanks; 0 when a word is none of them or there is none. */
unsigned scopes_parse(struct text words);
/* "read,write"; `out` holds at least SCOPES_TEXT_MAX bytes and is returned. */
enum { SCOPES_TEXT_MAX = 32 };
char *scopes_format(unsigned scopes, char out[SCOPES_TEXT_MAX]);

/* May this caller do what needs `role` in the household and `scope` of the credential? ERR_DENIED says which is missing. */
enum err caller_require(struct ctx *c, const struct caller *caller, enum role role,
                        enum scope scope) MUST_USE;

#endif
