/* Folders for the store's tests. */
#ifndef TESTS_UNIT_STORE_PLACES_H
#define TESTS_UNIT_STORE_PLACES_H

#include "base/text.h"
#include "support.h"

#include <dirent.h>
#include <unistd.h>

/* The name of a folder that does not exist yet, in a new folder of its own. */
static inline char *place_fresh(void)
{
    const char *base = getenv("TMPDIR");
    char path[512];
    snprintf(path, sizeof path, "%s/florin-test-XXXXXX", base == NULL ? "/tmp" : base);
    if (mkdtemp(path) == NULL)
        fail_msg("no temporary folder in %s", path);
    size_t size = strlen(path) + sizeof "/data";
    char *location = malloc(size);
    snprintf(location, size, "%s/data", path);
    return location;
}

/* Removes the files in a folder and the folder. */
static inline void folder_empty(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry = dir == NULL ? NULL : readdir(dir); entry != NULL; entry = readdir(dir))
        if (entry->d_name[0] != '.')
            unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir != NULL)
        closedir(dir);
    rmdir(folder);
}

static inline void place_drop(char *location)
{
    folder_empty(location);
    *strrchr(location, '/') = '\0';
    folder_empty(location);
    free(location);
}

static inline char *place_file(struct ctx *c, const char *location, const char *name)
{
    return arena_printf(c->arena, "%s/%s", location, name);
}

#endif
