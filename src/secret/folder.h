/* A folder with one file for each secret: what the drivers file and kubernetes share. */
#ifndef SECRET_FOLDER_H
#define SECRET_FOLDER_H

#include "secret/secret_driver.h"

/* Whose files are believed. */
enum folder_trust {
    FOLDER_MINE,  /* this user's, and nobody else may read them */
    FOLDER_MOUNT, /* this user's or root's, and nobody else may write them: the kubelet decides who reads */
};

enum err folder_open(struct ctx *c, const char *path, enum folder_trust trust,
                     struct secret_source **out) MUST_USE;
enum err folder_fetch(struct ctx *c, struct secret_source *source, struct text name,
                      struct secret_answer *out) MUST_USE;
void folder_close(struct secret_source *source);

#endif
