/* The page, as files of the program: made from src/web/ by the build (cmake/web.cmake). A pure table. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>
#include <stddef.h>

struct web_asset {
    const char *
        path; /* "/assets/app-XXXX.js"; the first asset is "/", index.html, which answers every path of the page */
    const char *type; /* for Content-Type */
    const unsigned char *at;
    size_t len;
    bool packed; /* `at` is gzip: send it with Content-Encoding, or unpack it for who does not take gzip */
    const char *cache; /* for Cache-Control */
    const char *etag;  /* with its quotes; of the unpacked content */
};

/* Ended by one whose path is NULL. */
extern const struct web_asset web_assets[];

/* What the page must be served with: nothing but its own files, no script or style within HTML. (uPlot and the virtual list set
 * styles through the DOM, which this allows.) */
#define WEB_CONTENT_SECURITY_POLICY                                                                          \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "    \
    "manifest-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

#endif
