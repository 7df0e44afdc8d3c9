/* YAML in, by libfyaml: what a file holds, piece by piece, each with its place. Of YAML what people write by hand: one document of mappings, lists and
 * values. Anchors, aliases and tags are refused: with them a value comes from elsewhere than where it is read, and a small file can unfold to a
 * large one. How deep a file may nest and how much it may hold is its reader's to say. */
#ifndef BASE_YAML_YAML_H
#define BASE_YAML_YAML_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>

enum yaml_kind {
    YAML_VALUE, /* also a mapping's key: keys and values take turns */
    YAML_MAPPING,
    YAML_LIST,
    YAML_CLOSE, /* of the mapping or list that was opened last */
    YAML_FILE_END
};

struct yaml_piece {
    enum yaml_kind kind;
    struct text text; /* of a value: in the arena, NUL-terminated, UTF-8 without NUL; never at NULL */
    bool null;        /* a value that is not there: nothing, ~ or null, without quotes */
    int line, column; /* from 1; 0: not known */
};

struct yaml;

/* Lives until yaml_close, or until the arena of `c` ends. `file` must outlive it. */
struct yaml *yaml_open(struct ctx *c, struct text file);
void yaml_close(struct yaml *yaml);

/* The next piece. ERR_INPUT: the file is none that is read here; `out` has the place, c->why the reason, worded to follow a file's name ("has a
 * second document"), without a byte of the file, which may be a password. */
enum err yaml_next(struct ctx *c, struct yaml *yaml, struct yaml_piece *out) MUST_USE;

#endif
