/* What secret.h promises, as tests that run on any driver. A driver's own test program calls this. */
#ifndef TESTS_CONFORMANCE_SECRET_SUITE_H
#define TESTS_CONFORMANCE_SECRET_SUITE_H

#include "secret/secret.h"

struct secret_suite {
    const char *name; /* of the run, for its output */
    /* Makes an empty place and gives its `where`, which lives until `drop`; takes it away again. */
    const char *(*fresh)(void);
    void (*drop)(void);
    struct secret_options options;
    /* What its owner does there. `json` is the value as a JSON text, `value` what it stands for. */
    void (*put)(const char *name, const char *value, const char *json);
    void (*take_away)(const char *name);
    void (*forbid)(const char *name, bool on); /* NULL: the place knows no such thing */
    void (*away)(bool away);                   /* NULL: it cannot be away */
    bool local;                                /* read each time */
    size_t most_bytes;                         /* that the place keeps, 0: no limit of its own */
};

/* Runs every test; gives how many failed. */
int secret_suite_run(const struct secret_suite *suite);

#endif
