/* Finds all of many literals in one pass over a text, whatever their number (Aho and Corasick, "Efficient
 * string matching", 1975). States in the order of their depth: the shallow ones, which nearly every byte
 * visits, have a full row of next states; the deep ones only have their few children and fall back. */
#ifndef SORTING_AUTOMATON_H
#define SORTING_AUTOMATON_H

#include "base/text.h"

struct automaton;

/* Builds over `count` literals that are all different and not empty; a literal is known by its index. Lives
 * in c->arena. Scanning changes nothing, so threads may share it. */
enum err automaton_new(struct ctx *c, const struct text *literals, uint32_t count,
                       struct automaton **out) MUST_USE;

/* Called for every occurrence, in order of its end; `end` is the offset behind it. */
typedef void automaton_found(void *self, uint32_t literal, size_t end);
void automaton_scan(const struct automaton *a, struct text t, automaton_found *found, void *self);

#endif
