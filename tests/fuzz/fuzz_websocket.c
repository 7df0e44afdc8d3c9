/* A WebSocket client's bytes. The first byte says in what portions they come: what is read must not depend on it. */
#include "http/live/websocket.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct feed {
    struct text bytes;
    size_t portion;
    struct buf heard, sent;
};

static ssize_t feed_read(void *self, uint8_t *to, size_t size)
{
    struct feed *feed = self;
    size_t len = feed->bytes.len < size ? feed->bytes.len : size;
    len = len < feed->portion ? len : feed->portion;
    if (len > 0)
        memcpy(to, feed->bytes.at, len);
    feed->bytes = text_from(feed->bytes, len);
    return (ssize_t)len;
}

static void feed_message(void *self, struct text text)
{
    struct feed *feed = self;
    if (text.len > 4096 || (text.len > 0 && memchr(text.at, '\0', text.len) == NULL && !text_is_utf8(text)))
        __builtin_trap();
    buf_text(&feed->heard, text);
    buf_char(&feed->heard, '|');
}

static void feed_send(void *self, struct text frames)
{
    buf_text(&((struct feed *)self)->sent, frames);
}

static enum websocket_reading read_all(struct feed *feed)
{
    struct websocket_reader_options options = {.message_bytes_max = 4096,
                                               .fragments_max = 16,
                                               .read = feed_read,
                                               .message = feed_message,
                                               .send = feed_send};
    struct websocket_reader *reader = websocket_reader_new(&options);
    enum websocket_reading reading = websocket_reader_run(reader, feed);
    websocket_reader_free(reader);
    return reading;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct text bytes = {(const char *)data + 1, size - 1};
    struct feed whole = {.bytes = bytes, .portion = SIZE_MAX},
                parts = {.bytes = bytes, .portion = 1U + data[0]};
    enum websocket_reading a = read_all(&whole), b = read_all(&parts);
    /* wslay looks at the first two bytes of each portion of a closing frame's reason less closely. Nothing is done with
     * that reason, so whether it is refused may depend on the portions; nothing else may. */
    bool refused = a == WEBSOCKET_REFUSED || b == WEBSOCKET_REFUSED;
    if ((a != b && !refused) || !text_equal(buf_view(&whole.heard), buf_view(&parts.heard)))
        __builtin_trap();
    buf_free(&whole.heard);
    buf_free(&whole.sent);
    buf_free(&parts.heard);
    buf_free(&parts.sent);
    return 0;
}
