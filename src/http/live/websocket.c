#include "http/live/websocket.h"

#include <nettle/base64.h>
#include <nettle/sha1.h>
#include <stdlib.h>
#include <wslay/wslay.h>

enum { KEY_BYTES = 16, KEY_TEXT = 24 };

/* Is the word in a comma-separated list, in any case? */
static bool list_has(struct text list, struct text word)
{
    while (list.len > 0) {
        const char *comma = memchr(list.at, ',', list.len);
        size_t len = comma == NULL ? list.len : (size_t)(comma - list.at);
        if (text_equal_nocase(text_trim((struct text){list.at, len}), word))
            return true;
        list = text_from(list, len + 1 > list.len ? list.len : len + 1);
    }
    return false;
}

bool websocket_is_asked(const struct websocket_offer *offer)
{
    return list_has(offer->upgrade, TEXT("websocket"));
}

/* 16 bytes in base64: 22 characters that mean something and two "=". */
static bool key_is_sound(struct text key)
{
    struct base64_decode_ctx decoding;
    uint8_t bytes[BASE64_DECODE_LENGTH(KEY_TEXT)];
    size_t len = sizeof bytes;
    if (key.len != KEY_TEXT)
        return false;
    base64_decode_init(&decoding);
    return base64_decode_update(&decoding, &len, bytes, key.len, key.at) == 1 &&
           base64_decode_final(&decoding) == 1 && len == KEY_BYTES;
}

enum err websocket_accept(struct ctx *c, const struct websocket_offer *offer,
                          char accept[WEBSOCKET_ACCEPT_MAX], bool *version_wrong)
{
    struct sha1_ctx sha1;
    uint8_t digest[SHA1_DIGEST_SIZE];
    struct text guid = TEXT("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"); /* section 1.3 */
    struct text key = text_trim(offer->key);
    *version_wrong = false;
    if (!websocket_is_asked(offer) || !list_has(offer->connection, TEXT("upgrade")))
        return fail(c, ERR_INPUT,
                    "this is for WebSockets: Connection: Upgrade and Upgrade: websocket are missing");
    *version_wrong = !text_is(text_trim(offer->version), "13");
    if (*version_wrong)
        return fail(c, ERR_INPUT, "only version 13 of WebSocket is spoken here");
    if (!key_is_sound(key))
        return fail(c, ERR_INPUT, "Sec-WebSocket-Key is not 16 bytes in base64");
    sha1_init(&sha1);
    sha1_update(&sha1, key.len, (const uint8_t *)key.at);
    sha1_update(&sha1, guid.len, (const uint8_t *)guid.at);
    sha1_digest(&sha1, sizeof digest, digest);
    base64_encode_raw(accept, sizeof digest, digest);
    accept[BASE64_ENCODE_RAW_LENGTH(SHA1_DIGEST_SIZE)] = '\0';
    return OK;
}

/* "name:443" of an https origin is "name". */
static struct text without_port(struct text host, const char *port)
{
    struct text tail = text_of(port);
    if (host.len > tail.len && text_is((struct text){host.at + host.len - tail.len, tail.len}, port))
        host.len -= tail.len;
    return host;
}

bool websocket_origin_fits(struct text origin, struct text host)
{
    if (origin.at == NULL)
        return true;
    bool tls = text_starts_nocase(origin, TEXT("https://"));
    if (!tls && !text_starts_nocase(origin, TEXT("http://")))
        return false;
    const char *port = tls ? ":443" : ":80";
    struct text name = without_port(text_from(origin, tls ? 8 : 7), port);
    return name.len > 0 && text_equal_nocase(name, without_port(text_trim(host), port));
}

void websocket_frame(struct buf *out, enum websocket_opcode opcode, struct text payload)
{
    uint8_t head[10] = {(uint8_t)(0x80 | (unsigned)opcode)}; /* the last and only fragment */
    size_t len = 2, shift = 0;
    if (payload.len <= 125) {
        head[1] = (uint8_t)payload.len;
    } else {
        shift = payload.len <= UINT16_MAX ? 2 : 8;
        head[1] = shift == 2 ? 126 : 127;
    }
    for (; shift > 0; shift--)
        head[len++] = (uint8_t)((uint64_t)payload.len >> (8 * (shift - 1)));
    buf_add(out, (const char *)head, len);
    buf_text(out, payload);
}

void websocket_close_frame(struct buf *out, int code, const char *why)
{
    char payload[WEBSOCKET_CONTROL_MAX] = {(char)(code >> 8), (char)code};
    size_t len = strlen(why);
    if (len > sizeof payload - 2)
        len = sizeof payload - 2;
    memcpy(payload + 2, why, len);
    websocket_frame(out, WEBSOCKET_CLOSE, (struct text){payload, len + 2});
}

struct websocket_reader {
    struct websocket_reader_options options;
    void *self; /* of this run */
    wslay_event_context_ptr wslay;
    struct buf out;
    /* What was read, and what the frames that have begun take of it: equal when nothing is under way. */
    uint64_t bytes_read, bytes_of_frames;
    int fragments; /* of the message under way; 0: none is */
    bool dry, lost, refused;
};

/* Sends a close with this code, whatever comes. */
static void refuse(struct websocket_reader *reader, uint16_t code)
{
    reader->refused = true;
    wslay_event_queue_close(reader->wslay, code, NULL, 0);
    wslay_event_shutdown_read(reader->wslay);
}

static ssize_t on_read(wslay_event_context_ptr wslay, uint8_t *to, size_t size, int flags, void *self)
{
    struct websocket_reader *reader = self;
    (void)flags;
    ssize_t got = reader->options.read(reader->self, to, size);
    if (got > 0) {
        reader->bytes_read += (uint64_t)got;
        return got;
    }
    reader->dry = got == 0;
    reader->lost = got < 0;
    wslay_event_set_error(wslay, reader->lost ? WSLAY_ERR_CALLBACK_FAILURE : WSLAY_ERR_WOULDBLOCK);
    return -1;
}

static ssize_t on_write(wslay_event_context_ptr wslay, const uint8_t *at, size_t len, int flags, void *self)
{
    struct websocket_reader *reader = self;
    (void)wslay;
    (void)flags;
    buf_add(&reader->out, (const char *)at, len);
    return (ssize_t)len;
}

static void on_frame(wslay_event_context_ptr wslay, const struct wslay_event_on_frame_recv_start_arg *frame,
                     void *self)
{
    struct websocket_reader *reader = self;
    (void)wslay;
    /* wslay lets no longer form of a length pass than is needed, and nothing unmasked. */
    size_t head = frame->payload_length <= 125 ? 6 : frame->payload_length <= UINT16_MAX ? 8 : 14;
    reader->bytes_of_frames += head + frame->payload_length;
    if (wslay_is_ctrl_frame(frame->opcode))
        return;
    if (reader->fragments++ == reader->options.fragments_max)
        refuse(reader, WEBSOCKET_POLICY);
    if (frame->fin)
        reader->fragments = 0;
}

static void on_message(wslay_event_context_ptr wslay, const struct wslay_event_on_msg_recv_arg *message,
                       void *self)
{
    struct websocket_reader *reader = self;
    (void)wslay;
    if (reader->refused)
        return;
    if (message->opcode == WSLAY_BINARY_FRAME)
        refuse(reader, WEBSOCKET_UNSUPPORTED);
    if (message->opcode == WSLAY_TEXT_FRAME)
        reader->options.message(reader->self, (struct text){(const char *)message->msg, message->msg_length});
}

struct websocket_reader *websocket_reader_new(const struct websocket_reader_options *options)
{
    static const struct wslay_event_callbacks callbacks = {.recv_callback = on_read,
                                                           .send_callback = on_write,
                                                           .on_frame_recv_start_callback = on_frame,
                                                           .on_msg_recv_callback = on_message};
    struct websocket_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return NULL;
    reader->options = *options;
    if (wslay_event_context_server_init(&reader->wslay, &callbacks, reader) != 0) {
        free(reader);
        return NULL;
    }
    wslay_event_config_set_max_recv_msg_length(reader->wslay, options->message_bytes_max);
    return reader;
}

void websocket_reader_free(struct websocket_reader *reader)
{
    if (reader == NULL)
        return;
    wslay_event_context_free(reader->wslay);
    buf_free(&reader->out);
    free(reader);
}

/* Pongs, and the answer to a close. What breaks a frame's form leaves wslay without a code: it is a protocol error. */
static void answer(struct websocket_reader *reader, int received)
{
    if (received != 0)
        websocket_close_frame(&reader->out, WEBSOCKET_PROTOCOL, "");
    else if (wslay_event_send(reader->wslay) != 0)
        reader->lost = true;
    if (reader->out.len > 0)
        reader->options.send(reader->self, buf_view(&reader->out));
    buf_clear(&reader->out);
}

enum websocket_reading websocket_reader_run(struct websocket_reader *reader, void *self)
{
    int received;
    reader->self = self;
    reader->dry = false;
    do
        received = wslay_event_recv(reader->wslay);
    while (received == 0 && !reader->dry && wslay_event_want_read(reader->wslay));
    if (reader->lost)
        return WEBSOCKET_LOST;
    answer(reader, received);
    if (reader->lost)
        return WEBSOCKET_LOST;
    if (wslay_event_get_close_received(reader->wslay))
        return WEBSOCKET_CLOSED;
    if (received != 0 || !wslay_event_want_read(reader->wslay))
        return WEBSOCKET_REFUSED;
    return reader->bytes_read == reader->bytes_of_frames && reader->fragments == 0 ? WEBSOCKET_BETWEEN
                                                                                   : WEBSOCKET_AMID;
}
