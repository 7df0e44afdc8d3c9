/* Parts of the page at /docs. For docs.c alone. */
#ifndef API_TABLE_DOCS_PARTS_H
#define API_TABLE_DOCS_PARTS_H

#include "api/route.h"

enum docs_side { DOCS_QUERY, DOCS_REQUEST, DOCS_REPLY };

/* Escaped; what stands in `backticks` is code. */
void docs_text(struct buf *out, const char *z);
/* NULL: nothing. */
void docs_paragraph(struct buf *out, const char *class_name, const char *z);

/* A table of fields. */
void docs_fields_begin(struct buf *out, const char *heading);
void docs_field(struct buf *out, const struct api_field *field, enum docs_side side);
/* The fields of a shape, and of the shapes within, each under its path: "parts[].amount". */
void docs_shape(struct buf *out, const struct api_shape *shape, enum docs_side side);
/* The parameters of every paged list. */
void docs_paging(struct buf *out);
void docs_fields_end(struct buf *out);

/* The route as a call of curl. */
void docs_example(struct buf *out, const struct api_route *route);

/* What holds for all routes. */
void docs_introduction(struct buf *out);

extern const char docs_style[];

#endif
