/* The server's secret: 256 random bits in FOLDER/secret.key (mode 0600), made at first use. It signs access tokens; whoever has it can
 * act for anybody, and without it everybody logs in again. */
#ifndef IDENTITY_SECRET_H
#define IDENTITY_SECRET_H

#include "base/err.h"

enum { SECRET_BYTES = 32 };

/* ":memory:" gets a new one that no file keeps. ERR_DENIED when others may read the file or it is not this user's, ERR_CORRUPT when it
 * does not hold what it must, ERR_IO. */
enum err secret_load(struct ctx *c, const char *folder, uint8_t out[SECRET_BYTES]) MUST_USE;

#endif
