/* What a sidecar brings: any bytes give events, and a bulk never more than it may have. */
#include "bus/dapr/envelope.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new()};
    struct envelope envelope;
    if (envelope_read(&c, (struct text){(const char *)data, size}, &envelope) == OK) {
        if (envelope.count > ENVELOPE_EVENTS_MOST || (!envelope.bulk && envelope.count != 1))
            abort();
        for (size_t i = 0; i < envelope.count; i++)
            if (envelope.events[i].number < 0 || (envelope.bulk && envelope.events[i].entry.len == 0))
                abort();
    }
    arena_free(c.arena);
    return 0;
}
