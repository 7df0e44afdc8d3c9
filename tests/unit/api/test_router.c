/* From a path to its place; and what of a path is shown. */
#include "api/router.h"
#include "support.h"

static const struct api_site *site_of(const char *method, const char *path)
{
    struct api_found found;
    api_find(method, text_of(path), &found);
    return found.site;
}

static void a_place_may_know_two_methods(void **state)
{
    struct api_found found;
    (void)state;
    const struct api_site *look = site_of("GET", "/answer/x"), *say = site_of("POST", "/answer/x");
    assert_true(look != NULL && say != NULL && look->work != say->work && look->by_token && say->by_token);
    api_find("DELETE", TEXT("/answer/x"), &found);
    assert_null(found.site);
    assert_string_equal(found.methods, "GET, HEAD, POST");
    assert_non_null(site_of("GET", "/healthz"));
    assert_null(site_of("POST", "/healthz"));
    assert_true(site_of("GET", "/answer.css") != NULL && !site_of("GET", "/answer.css")->by_token);
    assert_non_null(site_of("GET", "/transactions")); /* the page */
    assert_null(site_of("PUT", "/transactions"));
}

static void a_token_is_never_shown(void **state)
{
    (void)state;
    assert_true(text_is(api_shown_path(TEXT("/answer/AbC-secret")), "/answer/*"));
    assert_true(text_is(api_shown_path(TEXT("/unsubscribe/AbC-secret")), "/unsubscribe/*"));
    assert_true(text_is(api_shown_path(TEXT("/answer.css")), "/answer.css"));
    assert_true(text_is(api_shown_path(TEXT("/api/v1/approvals")), "/api/v1/approvals"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_place_may_know_two_methods),
                                       cmocka_unit_test(a_token_is_never_shown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
