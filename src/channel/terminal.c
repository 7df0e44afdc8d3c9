/* Messages on a terminal: for the person who has just imported a statement. */
#include "channel/channel_driver.h"

#include <stdlib.h>

struct terminal {
    struct channel channel;
    struct channel_terminal_options options;
    int sent;
};

/* Payees come from bank files: what could move the cursor or colour the screen must not reach it. C1 controls
 * are the two bytes C2 80 .. C2 9F in UTF-8, or one byte where the text is none. */
static void print_harmless(FILE *out, struct text t)
{
    bool clean = text_is_utf8(t);
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        bool c1 = ch == 0xC2 && i + 1 < t.len && (unsigned char)t.at[i + 1] < 0xA0;
        if (c1)
            i++;
        fputc(ch < 0x20 || ch == 0x7F || c1 || (!clean && ch >= 0x80) ? '?' : ch, out);
    }
}

static const char *mark(enum severity severity)
{
    return severity >= SEVERITY_ALERT ? "!!" : severity == SEVERITY_WARNING ? "! " : "- ";
}

static const char *colour(enum severity severity)
{
    return severity >= SEVERITY_ALERT ? "\033[1;31m" : severity == SEVERITY_WARNING ? "\033[33m" : "\033[1m";
}

static enum err terminal_send(struct ctx *c, struct channel *base, const struct channel_message *message,
                              struct channel_receipt *receipt)
{
    (void)receipt;
    struct terminal *terminal = (struct terminal *)base;
    FILE *out = terminal->options.out;
    if (terminal->options.most != 0 && terminal->sent >= terminal->options.most) {
        terminal->sent++;
        return OK;
    }
    if (terminal->options.colour)
        fputs(colour(message->severity), out);
    fputs(mark(message->severity), out);
    fputc(' ', out);
    print_harmless(out, message->title);
    fputs(terminal->options.colour ? "\033[0m\n   " : "\n   ", out);
    print_harmless(out, message->body);
    fputc('\n', out);
    if (fflush(out) != 0 || ferror(out) != 0) {
        clearerr(out);
        return fail(c, ERR_IO, "the terminal takes no output");
    }
    terminal->sent++;
    return OK;
}

static void terminal_close(struct channel *base)
{
    struct terminal *terminal = (struct terminal *)base;
    int more = terminal->sent - terminal->options.most;
    if (terminal->options.most != 0 && more > 0)
        fprintf(terminal->options.out, "- %d more %s waiting for you\n", more, more == 1 ? "is" : "are");
    free(terminal);
}

static const struct channel_driver driver = {terminal_send, terminal_close};

struct channel *channel_terminal_new(const struct channel_terminal_options *options)
{
    struct terminal *terminal = calloc(1, sizeof *terminal);
    if (terminal == NULL)
        die("out of memory");
    terminal->channel = (struct channel){
        &driver, "terminal", options->least == 0 ? SEVERITY_NOTICE : options->least, CHANNEL_HERE};
    terminal->options = *options;
    return &terminal->channel;
}
