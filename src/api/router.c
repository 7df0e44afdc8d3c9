#include "api/router.h"

#include <stdio.h>

/* Does the path fit "/api/v1/things/{id}/part"? A parameter is one segment, not empty. */
static bool fits(const char *template, struct text path, struct text out[API_PATH_PARAMETERS])
{
    size_t at = 0;
    int count = 0;
    for (const char *t = template; *t != '\0';) {
        if (*t != '{') {
            if (at >= path.len || path.at[at] != *t)
                return false;
            at++, t++;
            continue;
        }
        size_t start = at;
        while (at < path.len && path.at[at] != '/')
            at++;
        if (at == start || count == API_PATH_PARAMETERS)
            return false;
        out[count++] = (struct text){path.at + start, at - start};
        t += strcspn(t, "}") + 1;
    }
    return at == path.len;
}

static void add_method(struct api_found *found, const char *method)
{
    size_t len = strlen(found->methods);
    snprintf(found->methods + len, sizeof found->methods - len, "%s%s", len == 0 ? "" : ", ", method);
    if (strcmp(method, "GET") == 0)
        add_method(found, "HEAD");
}

static bool has_parameter(const struct api_route *route)
{
    return strchr(route->path, '{') != NULL;
}

/* False when no path fits, with any method. */
static bool find_route(const char *method, struct text path, bool with_parameters, struct api_found *out)
{
    struct text parameters[API_PATH_PARAMETERS] = {{NULL, 0}};
    for (const struct api_resource *const *r = api_resources; *r != NULL; r++)
        for (const struct api_route *route = (*r)->routes; route->method != NULL; route++) {
            if (has_parameter(route) != with_parameters || !fits(route->path, path, parameters))
                continue;
            add_method(out, route->method);
            if (out->route == NULL && strcmp(route->method, method) == 0) {
                out->route = route;
                memcpy(out->path, parameters, sizeof parameters);
            }
        }
    return out->methods[0] != '\0';
}

static bool site_fits(const struct api_site *site, struct text path)
{
    size_t len = strlen(site->path);
    if (site->path[len - 1] == '*')
        return text_starts(path, (struct text){site->path, len - 1});
    return text_is(path, site->path);
}

struct text api_shown_path(struct text path)
{
    for (const struct api_site *site = api_sites; site->path != NULL; site++)
        if (site->by_token && site_fits(site, path))
            return (struct text){site->path, strlen(site->path)};
    return path;
}

void api_find(const char *method, struct text path, struct api_found *out)
{
    *out = (struct api_found){.route = NULL};
    if (text_starts(path, TEXT("/api/"))) {
        /* What is spelled out goes first: /rules/preview is not the rule called "preview". */
        if (!find_route(method, path, false, out))
            find_route(method, path, true, out);
        return;
    }
    const struct api_site *site = api_sites;
    while (site->path != NULL && !site_fits(site, path))
        site++;
    /* A place that knows several methods has neighbouring rows. */
    for (const char *place = site->path; site->path != NULL && strcmp(site->path, place) == 0; site++) {
        const char *known = site->method == NULL ? "GET" : site->method;
        add_method(out, known);
        out->site = strcmp(method, known) == 0 ? site : out->site;
    }
}

const struct api_route *api_reader_of(const struct api_route *route)
{
    for (const struct api_resource *const *r = api_resources; *r != NULL; r++)
        for (const struct api_route *other = (*r)->routes; other->method != NULL; other++)
            if (strcmp(other->path, route->path) == 0 && strcmp(other->method, "GET") == 0)
                return other;
    return NULL;
}
