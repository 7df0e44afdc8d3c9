#include "app/bench/support/payees/osm.h"

static bool has_value(const char *values, struct text value)
{
    struct text rest = text_of(values);
    while (rest.len > 0) {
        ptrdiff_t bar = text_find(rest, TEXT("|"));
        struct text one = {rest.at, bar < 0 ? rest.len : (size_t)bar};
        if (text_equal(one, value))
            return true;
        rest = text_from(rest, one.len + (bar >= 0));
    }
    return false;
}

struct text osm_category(struct text key, struct text value)
{
    const char *any = NULL;
    for (size_t i = 0; i < osm_list_count; i++) {
        if (!text_is(key, osm_lists[i].key))
            continue;
        if (has_value(osm_lists[i].values, value))
            return text_of(osm_lists[i].category);
        if (strcmp(osm_lists[i].values, "*") == 0)
            any = osm_lists[i].category;
    }
    return text_of(any);
}
