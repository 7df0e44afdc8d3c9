/* A mounted Secret of Kubernetes (or of Docker): a folder that root fills. A new version appears by swapping the link ..data; the next reading sees it. */
#include "secret/folder.h"

static enum err kubernetes_open(struct ctx *c, const char *rest, const struct secret_options *options,
                                struct secret_source **out)
{
    (void)options;
    return folder_open(c, rest, FOLDER_MOUNT, out);
}

const struct secret_driver secret_driver_kubernetes = {
    .name = "kubernetes",
    .local = true,
    .open = kubernetes_open,
    .fetch = folder_fetch,
    .close = folder_close,
};
