/* The examples that are spelt most like a text, among those that share a word or a piece of a word with it. Examples are found by their keys
 * (hashes of words and pieces), of which each remembers its latest NEIGHBOURS_PER_KEY examples, so that looking takes the same time whatever
 * their number; the few that share the rarest keys are compared by their embeddings, kept with 8 bits a dimension. */
#ifndef NUMERICS_TEXT_NEIGHBOURS_H
#define NUMERICS_TEXT_NEIGHBOURS_H

#include "numerics/text/embed.h"

enum { NEIGHBOURS_PER_KEY = 8, NEIGHBOURS_KEYS_MOST = 64, NEIGHBOURS_COMPARED = 24, NEIGHBOURS_MOST = 8 };

struct neighbours {
    struct neighbour_example *examples;
    struct neighbour_key *keys;
    uint32_t *by_id; /* places of examples by their id, plus one; 0 is empty */
    uint32_t id_mask, key_mask, count, key_count, most;
};

struct neighbour {
    int32_t class_number;
    float likeness; /* cosine of the embeddings, within the 8 bits' 0.01 */
};

/* No more than `most` examples; later ones are not remembered. Ends the process without memory. */
void neighbours_init(struct neighbours *all, uint32_t most);
void neighbours_release(struct neighbours *all);

/* Remembers an example by its id (not 0); one that is known only changes its class. keys[count] are not 0; those beyond
 * NEIGHBOURS_KEYS_MOST are not looked at. */
void neighbours_add(struct neighbours *all, uint64_t id, int32_t class_number,
                    const float embedding[EMBED_DIMS], const uint64_t *keys, size_t count);
/* Up to NEIGHBOURS_MOST, the likest first, of equal ones the earlier example; without the example `but_id`. Gives how many. */
size_t neighbours_find(const struct neighbours *all, uint64_t but_id, const float embedding[EMBED_DIMS],
                       const uint64_t *keys, size_t count, struct neighbour out[NEIGHBOURS_MOST]);

#endif
