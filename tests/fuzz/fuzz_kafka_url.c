/* A kafka:// URL: what it means is what a broker's client can be told. */
#include "bus/bus.h"
#include "bus/kafka/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new(), .now_us = 1};
    struct kafka_url url;
    const char *text = text_z(c.arena, (struct text){(const char *)data, size});
    if (kafka_url_read(&c, text, &url) == OK) {
        bool sasl = url.security[0] == 's' && url.security[1] == 'a';
        if (url.servers[0] == 0 || strpbrk(url.servers, " \n@/?") != NULL || (url.user != NULL) != sasl ||
            (url.mechanism != NULL) != sasl || (url.user != NULL) != (url.password != NULL) ||
            url.session_s < 1)
            __builtin_trap();
    } else if (!text_starts(text_of(c.why), TEXT("kafka: "))) {
        __builtin_trap();
    }
    arena_free(c.arena);
    return 0;
}
