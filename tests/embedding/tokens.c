/* For reference.py: one text a line in hexadecimal digits on standard input, its tokens' numbers a line on standard output. usage: tokens VOCAB.txt MOST */
#include "numerics/transformer/wordpiece.h"

#include <stdio.h>
#include <stdlib.h>

enum { TOKENS_MOST = 4096, VOCABULARY_MOST = 4 << 20 };

static unsigned digit(char ch)
{
    return (unsigned)(ch <= '9' ? ch - '0' : ch - 'a' + 10);
}

int main(int argc, char **argv)
{
    static char vocabulary[VOCABULARY_MOST];
    static int32_t ids[TOKENS_MOST];
    struct ctx c = {.arena = arena_new()};
    struct wordpiece *w;
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    size_t most = argc == 3 ? (size_t)strtoul(argv[2], NULL, 10) : 0, size = 0;
    char *line = NULL;
    if (file == NULL || most < 2 || most > TOKENS_MOST)
        return 2;
    size_t len = fread(vocabulary, 1, sizeof vocabulary, file);
    fclose(file);
    if (wordpiece_new(&c, (struct text){vocabulary, len}, true, &w) != OK) {
        fprintf(stderr, "%s\n", c.why);
        return 1;
    }
    for (ssize_t got; (got = getline(&line, &size, stdin)) > 0;) {
        size_t bytes = (size_t)got / 2;
        for (size_t i = 0; i < bytes; i++)
            line[i] = (char)(digit(line[2 * i]) << 4 | digit(line[2 * i + 1]));
        size_t count = wordpiece_encode(w, (struct text){line, bytes}, ids, most);
        for (size_t i = 0; i < count; i++)
            printf("%s%d", i == 0 ? "" : " ", (int)ids[i]);
        putchar('\n');
    }
    free(line);
    arena_free(c.arena);
    return 0;
}
