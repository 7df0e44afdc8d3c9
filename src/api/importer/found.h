/* What the reading of a file found, as the store keeps it. For this folder alone. */
#ifndef API_IMPORTER_FOUND_H
#define API_IMPORTER_FOUND_H

#include "finance/import/import.h"
#include "store/entity/served/upload.h"

/* Fills in format, counts and the preview: {"paired", "statements", "reconciled", "notes", "accounts", "samples"} without the braces,
 * so that a reply can hold it among its own fields. Into c->arena. */
void found_keep(struct ctx *c, const struct import_result *result, struct upload_row *row);
/* Fills in why it was refused: the reader's line and words, or else c->why. */
void found_refuse(struct ctx *c, const struct import_result *result, struct upload_row *row);

#endif
