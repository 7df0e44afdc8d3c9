/* What a person sees, and what cannot happen to their terminal. */
#include "channel/channel.h"
#include "support.h"

static char shown[4096];

static const char *show(const struct channel_terminal_options *how, const struct channel_message *messages,
                        int count)
{
    struct ctx c = test_ctx();
    struct channel_terminal_options options = *how;
    options.out = fmemopen(shown, sizeof shown, "w");
    assert_non_null(options.out);
    struct channel *channel = channel_terminal_new(&options);
    for (int i = 0; i < count; i++)
        assert_ok(&c, channel_send(&c, channel, &messages[i], NULL));
    channel_close(channel);
    fclose(options.out);
    test_ctx_end(&c);
    return shown;
}

static void prints_title_and_body(void **state)
{
    (void)state;
    struct channel_terminal_options plain = {0}, coloured = {.colour = true};
    struct channel_message messages[] = {{SEVERITY_ALERT, {"Twice?", 6}, {"12.99 EUR", 9}},
                                         {SEVERITY_NOTICE, {"Much", 4}, {"Müsli", 6}}};
    assert_string_equal("!! Twice?\n   12.99 EUR\n-  Much\n   Müsli\n", show(&plain, messages, 2));
    assert_non_null(strstr(show(&coloured, messages, 1), "\033[1;31m!! Twice?\033[0m"));
}

static void names_cannot_drive_the_terminal(void **state)
{
    (void)state;
    struct channel_terminal_options plain = {0};
    struct channel_message messages[] = {{SEVERITY_WARNING,
                                          TEXT("a\033[2Jb\x9b"
                                               "1mc"),
                                          TEXT("\xC2\x9Bx\r\n\a\x7F")}};
    const char *text = show(&plain, messages, 1);
    assert_null(strchr(text, '\033'));
    assert_null(strchr(text, '\x9B'));
    assert_null(strchr(text, '\r'));
    assert_null(strchr(text, '\a'));
}

static void the_rest_is_counted(void **state)
{
    (void)state;
    struct channel_terminal_options two = {.most = 2};
    struct channel_message messages[5];
    for (int i = 0; i < 5; i++)
        messages[i] = (struct channel_message){SEVERITY_NOTICE, {"t", 1}, {"b", 1}};
    assert_non_null(strstr(show(&two, messages, 5), "3 more are waiting"));
    assert_non_null(strstr(show(&two, messages, 3), "1 more is waiting"));
    assert_null(strstr(show(&two, messages, 2), "more"));
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    FILE *full = fopen("/dev/full", "w");
    if (full == NULL)
        skip();
    struct channel_terminal_options options = {.out = full};
    struct channel *channel = channel_terminal_new(&options);
    struct channel_message message = {SEVERITY_ALERT, {"t", 1}, {"b", 1}};
    assert_err(ERR_IO, channel_send(&c, channel, &message, NULL));
    channel_close(channel);
    fclose(full);
    test_ctx_end(&c);
}

static void recorder_keeps_and_breaks(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct channel *recorder = channel_recorder_new("r", SEVERITY_WARNING);
    struct channel_message message = {SEVERITY_ALERT, {"t", 1}, {"b", 1}};
    channel_recorder_break(recorder, 1, ERR_IO);
    assert_err(ERR_IO, channel_send(&c, recorder, &message, NULL));
    for (int i = 0; i < 40; i++)
        assert_ok(&c, channel_send(&c, recorder, &message, NULL));
    assert_int_equal(40, channel_recorder_count(recorder));
    assert_text("t", channel_recorder_at(recorder, 39).title);
    assert_string_equal("r", channel_name(recorder));
    assert_int_equal(SEVERITY_WARNING, channel_least(recorder));
    channel_close(recorder);
    channel_close(NULL);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_title_and_body),     cmocka_unit_test(names_cannot_drive_the_terminal),
        cmocka_unit_test(the_rest_is_counted),       cmocka_unit_test(a_full_disk_is_an_error),
        cmocka_unit_test(recorder_keeps_and_breaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
