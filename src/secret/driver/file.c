/* A folder of this user, one file of mode 0600 for each secret. */
#include "secret/folder.h"

static enum err file_open(struct ctx *c, const char *rest, const struct secret_options *options,
                          struct secret_source **out)
{
    (void)options;
    return folder_open(c, rest, FOLDER_MINE, out);
}

const struct secret_driver secret_driver_file = {
    .name = "file",
    .local = true,
    .open = file_open,
    .fetch = folder_fetch,
    .close = folder_close,
};
