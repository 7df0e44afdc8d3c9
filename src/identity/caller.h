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
    SCOPE_ALL = 7,
};

enum credential {
    CREDENTIAL_NONE = 0,
    CREDENTIAL_SESSION, /* the page's cookie: the only one that a browser sends by itself, so it needs the check of origin */
    CREDENTIAL_TOKEN,   /* JWT access token */
    CREDENTIAL_KEY,     /* API key */
};

struct caller {
    enum credential credential;
    int64_t user, household; /* seqs; 0: nobody */
    struct id user_id;
    enum role role;
    unsigned scopes;    /* enum scope */
    int64_t session;    /* the session or token family; 0: a key */
    int64_t key;        /* the API key; 0: none */
};

/* "owner" …; ROLE_NONE and what is unknown are "none". */
const char *role_name(enum role role);
/* ROLE_NONE when there is no such role. */
enum role role_parse(struct text name);

#endif
