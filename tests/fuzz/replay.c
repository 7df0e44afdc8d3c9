/* Runs a fuzz target over files and folders given as arguments, and over every prefix of small ones: for compilers without
 * libFuzzer, and for the seeds in every test run. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static long runs;

static void replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        exit(1);
    }
    static uint8_t data[1 << 20];
    size_t size = fread(data, 1, sizeof data, f);
    fclose(f);
    size_t step = size > 4096 ? size / 64 : size > 256 ? 7 : 1;
    for (size_t part = 0; part < size; part += step) {
        /* An exact copy, so that the sanitizer sees a read behind the end. */
        uint8_t *copy = malloc(part + 1);
        memcpy(copy, data, part);
        LLVMFuzzerTestOneInput(copy, part);
        free(copy);
        runs++;
    }
    uint8_t *whole = malloc(size + 1);
    memcpy(whole, data, size);
    LLVMFuzzerTestOneInput(whole, size);
    free(whole);
    runs++;
}

static void replay(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        perror(path);
        exit(1);
    }
    if (!S_ISDIR(st.st_mode)) {
        replay_file(path);
        return;
    }
    DIR *dir = opendir(path);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char inner[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        replay(inner);
    }
    closedir(dir);
}

int main(int count, char **paths)
{
    for (int i = 1; i < count; i++)
        replay(paths[i]);
    if (runs == 0) {
        fputs("no seeds: nothing was tested\n", stderr);
        return 1;
    }
    printf("%ld inputs, no crash\n", runs);
    return 0;
}
