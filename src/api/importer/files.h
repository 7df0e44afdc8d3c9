/* Files of uploads: FOLDER/uploads/ID, readable by the program's user alone, on disk before anybody is told. For this folder alone. */
#ifndef API_IMPORTER_FILES_H
#define API_IMPORTER_FILES_H

#include "api/importer/importer.h"
#include "bankfile/source.h"

/* Makes the folder if need be. `out` is its path, in c->arena. */
enum err uploads_folder(struct ctx *c, const char *data, const char **out) MUST_USE;
/* Keeps a body under an id: by giving the unnamed file a name, or else by a copy. Fills in *hash. */
enum err upload_keep(struct ctx *c, const char *folder, struct id id, const struct importer_body *body,
                     struct hash128 *hash) MUST_USE;
/* Opens a kept file as a source under the name that it was sent with. ERR_CORRUPT when it is not what was sent. */
enum err upload_open(struct ctx *c, const char *folder, const struct upload_row *row,
                     struct source **out) MUST_USE;
/* It may be gone already. */
void upload_remove(const char *folder, struct id id);
/* Calls each(self, id) for every file that is there; what has no id for a name is left alone. */
enum err uploads_each(struct ctx *c, const char *folder,
                      enum err (*each)(struct ctx *c, void *self, struct id id), void *self) MUST_USE;

#endif
