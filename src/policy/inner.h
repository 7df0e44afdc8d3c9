/* What the files of this room share beside rules: reading, comparing, telling. */
#ifndef POLICY_INNER_H
#define POLICY_INNER_H

#include "policy/rule.h"

/* -- yaml.c: the file as a tree, by libfyaml */

enum node_type { NODE_SCALAR, NODE_LIST, NODE_MAPPING };

struct node {
    enum node_type type;
    struct text key; /* of a mapping's member */
    struct text value;
    int line, column, key_line, key_column; /* from 1 */
    size_t count;                           /* of what is within */
    struct node *first, *last, *next;
};

/* *out: NULL for a file that holds nothing. */
enum err policy_yaml_read(struct ctx *c, struct text file, struct node **out) MUST_USE;
/* ERR_INPUT "line 3, column 7: …". */
enum err refuse_at(struct ctx *c, int line, int column, const char *format, ...) PRINTF_LIKE(4, 5);

/* -- value.c: one value and its canonical text */

/* Reads the value of a rule's key into the rule; refuses with place, key, value and what is allowed. */
enum err value_read(struct ctx *c, const struct node *node, const struct key_row *key,
                    struct rule *r) MUST_USE;
enum err value_read_duration(struct ctx *c, const struct node *node, enum key_type type,
                             int64_t *out) MUST_USE;
void value_print(const struct key_row *key, const struct rule *r, struct buf *out);
void value_print_duration(int64_t us, struct buf *out);

/* -- names.c */

enum { SHAPE_BYTES = POLICY_NAME_BYTES };

/* How a name looks, for comparing: 0 takes letters in lower case first, 1 by their looks first (Greek capitals look otherwise than their small
 * letters). Gives its length; never longer than the name, which has at most SHAPE_BYTES. */
size_t name_shape(struct text name, int which, char out[SHAPE_BYTES]);
/* Are these bytes the same, without blanks at the ends? Account numbers: without blanks at all, in any case. */
bool name_is_exactly(struct text a, struct text b);
bool number_is_exactly(struct text a, struct text b);
/* Does it show as what it is: no control characters, nothing invisible, nothing that turns the direction? */
bool name_is_plain(struct text name);

/* -- words.c: sentences of bounded length */

struct words {
    char *at; /* NUL-terminated, whole characters */
    size_t len, size;
};

void words_add(struct words *w, const char *format, ...) PRINTF_LIKE(2, 3);
/* A name from outside: at most 64 bytes, without what cannot be seen. */
void words_name(struct words *w, struct text name);
/* "1,250.00 EUR"; "0" for zero of no currency. */
void words_money(struct words *w, int64_t minor, currency cur);
/* "24 h" */
void words_duration(struct words *w, int64_t us);

/* -- match.c: conditions */

/* In this order: the least of all conditions is the rule's. */
enum match { MATCH_NO, MATCH_UNKNOWN, MATCH_YES };

struct judging {
    const struct policy_action *action;
    const struct policy_facts *facts;
    struct name listed[LISTS]; /* the action's, with shapes */
    /* As wide as the others: behind arrays within arrays, gcc 12 with -ftrivial-auto-var-init=zero clears the padding of an initialised struct at a wrong
     * place, which is the first name. */
    int64_t weekday;
};

/* say: takes the reasons, when not NULL. */
enum match rule_match(const struct judging *j, const struct rule *r, struct words *say);
/* When a rule that applies stops making wait; 0: it does not. */
int64_t rule_not_before_us(const struct judging *j, const struct rule *r);
bool window_holds(const struct rule *r, int weekday, int32_t minute);
/* Minutes until days and time of the rule no longer hold; -1: they always do. */
int32_t window_left(const struct rule *r, int weekday, int32_t minute);

#endif
