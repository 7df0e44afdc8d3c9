/* Tables of texts, and vectors as files: for the benchmark of embeddings and the tool beside it. */
#ifndef APP_BENCH_SUPPORT_TEXTS_H
#define APP_BENCH_SUPPORT_TEXTS_H

#include "base/json.h"
#include "embedding/embedding.h"

enum { TEXTS_MOST = 10000000 };

struct text_table {
    size_t count, label_count;
    struct text *texts; /* [count]: the first column */
    uint32_t *labels; /* [count]: from 0 below label_count, by first appearance; NULL: there is one column */
    const char **names; /* [label_count] */
};

/* Reads a CSV file with a header line, plain or gzipped: texts in the first column; labels in the last one, when there are several. In c->arena. ERR_INPUT
 * without a row. */
enum err texts_read(struct ctx *c, const char *file, struct text_table *out) MUST_USE;

/* All vectors, in as many calls as the port needs: at[count][dims], in c->arena. Memory of the calls is given back. */
enum err texts_embed(struct ctx *c, struct embedding *e, const struct text_table *t, float **out) MUST_USE;

/* A CSV file: a header v1, v2, …, a line for each vector, numbers with nine digits, which bring the floats back. */
void texts_write_csv(const float *at, size_t count, size_t dims, struct buf *out);
/* [[…],…] */
void texts_write_json(const float *at, size_t count, size_t dims, struct json *j);

#endif
