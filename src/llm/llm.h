/* The port to a language model: a question, with the form its answer must have, and the answer, read and checked. A model is somebody unknown: whatever it
 * says is data. An answer is exactly its form's fields, each of its kind and within its limit; anything else is no answer at all.
 *
 * Who asks decides what a model may see: nothing is sent but what the question holds. */
#ifndef LLM_LLM_H
#define LLM_LLM_H

#include "base/json_in.h"

struct llm;
struct llm_driver;

enum {
    LLM_MESSAGES_MOST = 16,
    LLM_FIELDS_MOST = 16,
    LLM_QUESTION_BYTES = 64 << 10, /* the system's words and all messages */
    LLM_ANSWER_BYTES = 16 << 10, /* of an answer's JSON; services may wrap it in more (SERVICE_REPLY_BYTES) */
    LLM_TOKENS_MOST = 8192,      /* of an answer */
    LLM_TOKENS_USUAL = 512,
    LLM_NAME_MAX = 160, /* with its NUL */
};

/* Copied when it is opened. */
struct llm_options {
    const char *file; /* replay: the recorded answers */
    /* Of a service: up to the version, "https://api.openai.com/v1"; NULL or empty: its own. */
    const char *url;
    const char *model; /* of a service: which; needed */
    const char *key;   /* of a service: never in a message, wiped when closed; NULL or empty: none is sent */
    const char *ca_file;
    /* What a million tokens cost, in millionths of a US dollar. */
    int64_t price_in, price_out;
    int timeout_ms; /* of one question with all its tries; 0: LLM_TIMEOUT_MS */
    int tries;      /* of what fails for the time being; 0: 3 */
};
enum { LLM_TIMEOUT_MS = 30000 };

/* -- Asking */

enum llm_kind { LLM_TEXT, LLM_WORD, LLM_WHOLE, LLM_BOOLEAN };
struct llm_field {
    const char *name; /* letters, digits and _ */
    const char *help; /* for the model */
    enum llm_kind kind;
    const char *const *words; /* LLM_WORD: one of these, ended by NULL */
    size_t bytes_most;        /* LLM_TEXT: longer ones are cut at a character */
    int64_t low, high;        /* LLM_WHOLE */
};
/* What an answer looks like: an object of these fields, all of them, and no others. */
struct llm_form {
    const char *name; /* letters, digits and _ */
    const char *help;
    struct llm_field fields[LLM_FIELDS_MOST];
    size_t count;
};

enum llm_role { LLM_USER, LLM_ASSISTANT };
struct llm_message {
    enum llm_role role;
    struct text text;
};
struct llm_question {
    struct text system; /* what it is to do */
    const struct llm_message *messages;
    size_t count;
    const struct llm_form *form;
    int temperature; /* hundredths, 0 to 200 */
    int tokens_most; /* of the answer; 0: LLM_TOKENS_USUAL */
    int64_t seed;    /* for services that take one */
};

/* What it took, also when it failed. Tokens as the service counts them; where it does not say, one for each four bytes, begun ones whole. */
struct llm_spent {
    int64_t requests, tokens_in, tokens_out;
    int64_t cost; /* millionths of a US dollar, by the prices of the options, rounded up */
    int64_t took_us;
};

struct llm_answer {
    struct text json; /* the form's fields in their order: written anew, so it has nothing else */
    const struct json_value *value; /* the same, read */
};

/* Neither asks nor waits for a service. ERR_USAGE for options that cannot be meant; ERR_NOT_FOUND, ERR_IO or ERR_INPUT for a file of recorded answers. */
enum err llm_open(struct ctx *c, const struct llm_driver *driver, const struct llm_options *options,
                  struct llm **out) MUST_USE;
/* From any thread: whoever asks now or later gets ERR_BUSY within a second or so. NULL is allowed. */
void llm_end(struct llm *llm);
bool llm_ends(struct llm *llm);
/* No call is under way. NULL is allowed. */
void llm_close(struct llm *llm);

/* "openai:HOST:MODEL", "anthropic:HOST:MODEL", "replay", "none": one line without blanks. */
const char *llm_name(const struct llm *llm);
/* Is there a model at all? */
bool llm_is_there(const struct llm *llm);
/* Does what is asked leave this machine's program? True for services, whoever runs them. */
bool llm_is_remote(const struct llm *llm);

/* From any thread; a service is asked by one at a time, the others wait. *spent is filled whatever happens. Answers live in c->arena.
 *   ERR_BUSY      a service answers not, not now, or not within the time: c->retriable
 *   ERR_DENIED    a service does not take the key, or the model is not for it
 *   ERR_INPUT     a service refuses what was asked (its model, its words), or the question is none
 *   ERR_IO        what it answers is no answer: refused, cut off, no JSON, not of the form
 *   ERR_LIMIT     an answer that is too large
 *   ERR_NOT_FOUND there is no model, or no recorded answer to this */
enum err llm_ask(struct ctx *c, struct llm *llm, const struct llm_question *question,
                 struct llm_answer *answer, struct llm_spent *spent) MUST_USE;
/* The most that this question can cost, before it is asked. */
int64_t llm_cost_most(const struct llm *llm, const struct llm_question *question);
int64_t llm_tokens_most(const struct llm_question *question);
/* What tells questions apart, by all that an answer depends on: 16 hexadecimal digits. */
enum { LLM_DIGEST_MAX = 17 };
void llm_digest(const struct llm_question *question, char out[LLM_DIGEST_MAX]);

/* -- Forms (form.c) */

/* As JSON Schema: an object, all fields required, no others. */
void llm_form_schema(const struct llm_form *form, struct json *j);
/* Reads an answer. ERR_IO says what is not as the form wants, and never quotes it. */
enum err llm_form_read(struct ctx *c, const struct llm_form *form, const struct json_value *given,
                       struct llm_answer *out) MUST_USE;
/* One line of text for people: no control characters, no invisible ones that turn text around, blanks single, at most `most` bytes. */
struct text llm_plain(struct arena *arena, struct text t, size_t most);

#endif
