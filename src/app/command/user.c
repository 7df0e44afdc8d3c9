/* florin user: the people of this server, and their API keys. */
#include "app/app.h"
#include "app/terminal.h"
#include "identity/operator.h"

#include <termios.h>
#include <unistd.h>

static const struct command_option options[] = {
    {"name", 0, "NAME", "with add: what to call the person; with key: what the key is for"},
    {"role", 0, "ROLE", "owner, member or viewer"},
    {"household", 0, "NAME", "which household; with add also \"new\": one of their own"},
    {"scopes", 0, "SCOPES", "what the key may do: read,write,admin (default: all that the role allows)"},
    {"expires", 0, "DAYS", "with key: when it stops to work (default: never)"},
    {"password-stdin", 0, NULL, "with add: read a password from standard input, for logging in to the page"},
    {0},
};

static struct text option_text(const struct invocation *inv, const char *option)
{
    const char *value = invocation_value(inv, option);
    return text_of(value == NULL ? "" : value);
}

static enum err role_option(struct ctx *c, const struct invocation *inv, enum role *out)
{
    const char *value = invocation_value(inv, "role");
    *out = value == NULL ? ROLE_NONE : role_parse(text_of(value));
    return value == NULL || *out != ROLE_NONE
               ? OK
               : usage_error(c, inv, "--role takes owner, member or viewer, not \"%s\"", value);
}

static enum err scopes_option(struct ctx *c, const struct invocation *inv, unsigned *out)
{
    const char *value = invocation_value(inv, "scopes");
    *out = value == NULL ? SCOPE_ALL : scopes_parse(text_of(value));
    return *out != 0 ? OK : usage_error(c, inv, "--scopes takes read, write and admin, not \"%s\"", value);
}

/* -- Passwords -- */

enum { LINE_BYTES = PASSWORD_BYTES_MAX + 2 };

static void wipe_line(void *line)
{
    explicit_bzero(line, LINE_BYTES);
}

/* One line of standard input without its end. Longer than a password may be: the rest is enough to refuse it. */
static enum err read_line(struct ctx *c, struct text *out)
{
    char *line = arena_alloc(c->arena, LINE_BYTES);
    arena_defer(c->arena, wipe_line, line);
    if (fgets(line, LINE_BYTES, stdin) == NULL)
        return fail(c, ERR_INPUT, "password: standard input is empty");
    line[strcspn(line, "\r\n")] = '\0';
    *out = text_of(line);
    return OK;
}

/* Asks on the terminal; what is typed does not show. */
static enum err ask(struct ctx *c, const char *question, struct text *out)
{
    struct termios before, silent;
    bool changed = tcgetattr(STDIN_FILENO, &before) == 0;
    if (changed) {
        silent = before;
        silent.c_lflag &= ~(tcflag_t)ECHO;
        changed = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    fputs(question, stderr);
    enum err e = read_line(c, out);
    fputc('\n', stderr);
    if (changed)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    return e;
}

static enum err read_password(struct ctx *c, struct text *out)
{
    struct text again;
    if (!isatty(STDIN_FILENO))
        return read_line(c, out);
    TRY(ask(c, "New password (at least 15 characters): ", out));
    TRY(ask(c, "Once more: ", &again));
    return text_equal(*out, again) ? OK : fail(c, ERR_INPUT, "password: the two are not the same");
}

static enum err read_hash(struct ctx *c, struct text email, struct text name, struct text household,
                          struct password_hash *out)
{
    const struct text own[] = {email, name, household};
    struct text password;
    TRY(read_password(c, &password));
    TRY(password_allow(c, password, PASSWORD_CHARACTERS_MIN, own, sizeof own / sizeof *own));
    return password_hash(c, password, out);
}

/* -- Output: the secret alone goes to standard output, so that KEY=$(florin user add …) works; words about it go beside -- */

static void print_secret(const struct invocation *inv, struct json *j, const char *what, struct text secret)
{
    if (!inv->json) {
        fprintf(stderr, "%s\n", what);
        printf("%.*s\n", TEXT_ARGS(secret));
        return;
    }
    json_key_text(j, text_starts(secret, TEXT("flk_")) ? "key" : "token", secret);
    json_object_end(j);
    app_print_json(j->out);
    explicit_bzero(j->out->at, j->out->len);
}

static void json_membership(struct json *j, const struct membership_row *row)
{
    json_key(j, "household");
    json_id(j, row->household_id);
    json_key_text(j, "household_name", row->household_name);
    json_key_z(j, "role", role_name((enum role)row->role));
}

static void json_person(struct json *j, const struct person_row *person)
{
    json_key(j, "user");
    json_id(j, person->id);
    json_key_text(j, "email", person->email);
    json_key_text(j, "name", person->name);
}

/* -- The words -- */

static enum err add(struct ctx *c, const struct invocation *inv, struct text email)
{
    struct store *store;
    struct person_row person;
    struct membership_row where;
    struct api_key_row row;
    struct password_hash hash;
    struct text secret, household = option_text(inv, "household");
    struct operator_add form = {
        .email = email, .name = option_text(inv, "name"), .new_household = text_is(household, "new")};
    unsigned scopes;
    char words[SCOPES_TEXT_MAX];
    struct json j = json_into(buf_in_arena(c->arena));
    form.household = form.new_household ? TEXT("") : household;
    TRY(role_option(c, inv, &form.role));
    TRY(scopes_option(c, inv, &scopes));
    if (invocation_has(inv, "password-stdin")) {
        TRY(read_hash(c, email, form.name, form.household, &hash));
        form.hash = &hash;
    }
    TRY(app_open(c, inv, &store));
    TRY(operator_add_person(c, store, &form, &person, &where));
    TRY(operator_add_key(c, store, person.email, (struct text){NULL, 0}, TEXT("command line"), scopes, 0,
                         &row, &secret));
    json_object(&j);
    json_person(&j, &person);
    json_membership(&j, &where);
    json_key_z(&j, "scopes", scopes_format(scopes, words));
    if (!inv->json)
        fprintf(stderr, "%s is now %s of the household \"%s\".\n", terminal_field(c->arena, person.email, 0),
                role_name((enum role)where.role), terminal_field(c->arena, where.household_name, 0));
    print_secret(inv, &j, "The API key, shown this once:", secret);
    return OK;
}

static enum err key(struct ctx *c, const struct invocation *inv, struct text email)
{
    struct store *store;
    struct api_key_row row;
    struct text secret, name = option_text(inv, "name");
    unsigned scopes;
    int64_t days;
    char words[SCOPES_TEXT_MAX];
    struct json j = json_into(buf_in_arena(c->arena));
    TRY(scopes_option(c, inv, &scopes));
    TRY(invocation_int(c, inv, "expires", 1, 3650, 0, &days));
    TRY(app_open(c, inv, &store));
    int64_t expires_us = days == 0 ? 0 : c->now_us + days * 86400 * 1000000;
    TRY(operator_add_key(c, store, email, option_text(inv, "household"),
                         name.len == 0 ? TEXT("command line") : name, scopes, expires_us, &row, &secret));
    json_object(&j);
    json_key(&j, "id");
    json_id(&j, row.id);
    json_key_z(&j, "scopes", scopes_format(scopes, words));
    print_secret(inv, &j, "The API key, shown this once:", secret);
    return OK;
}

static enum err invite(struct ctx *c, const struct invocation *inv, struct text email)
{
    struct store *store;
    struct invitation_row row;
    struct text secret;
    enum role role;
    struct json j = json_into(buf_in_arena(c->arena));
    TRY(role_option(c, inv, &role));
    if (role == ROLE_NONE)
        return usage_error(c, inv, "invite needs --role owner, member or viewer");
    TRY(app_open(c, inv, &store));
    TRY(operator_invite(c, store, email, option_text(inv, "household"), role, &row, &secret));
    json_object(&j);
    json_key_text(&j, "email", row.email);
    json_key_text(&j, "household_name", row.household_name);
    json_key_z(&j, "role", role_name(role));
    json_key(&j, "expires");
    json_time(&j, row.expires_us);
    print_secret(inv, &j, "For this e-mail, for seven days, for one use:", secret);
    return OK;
}

static void close_identity(void *thing)
{
    identity_close(thing);
}

static enum err open_both(struct ctx *c, const struct invocation *inv, struct store **store,
                          struct identity **identity)
{
    TRY(app_open(c, inv, store));
    TRY(identity_open(c, inv->data, identity));
    arena_defer(c->arena, close_identity, *identity);
    return OK;
}

static enum err password(struct ctx *c, const struct invocation *inv, struct text email)
{
    struct store *store;
    struct identity *identity;
    struct password_hash hash;
    TRY(read_hash(c, email, (struct text){NULL, 0}, (struct text){NULL, 0}, &hash));
    TRY(open_both(c, inv, &store, &identity)); /* after the person has typed: others may want to write */
    TRY(operator_set_password(c, identity, store, email, &hash));
    puts(inv->json ? "{\"changed\":true}"
                   : "The password is changed; all sessions of this person have ended.");
    return OK;
}

static enum err remove_person(struct ctx *c, const struct invocation *inv, struct text email)
{
    struct store *store;
    struct identity *identity;
    TRY(open_both(c, inv, &store, &identity));
    TRY(operator_remove_person(c, identity, store, email));
    puts(inv->json ? "{\"removed\":true}"
                   : "Removed, with all sessions and keys. What the household keeps stays.");
    return OK;
}

static enum err list_one(struct ctx *c, struct store_tx *tx, const struct person_row *person, struct json *j,
                         struct terminal_table *table)
{
    struct membership_row *rows;
    size_t count;
    TRY(membership_rows(c, tx, person->seq, &rows, &count));
    json_object(j);
    json_person(j, person);
    json_key(j, "households");
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        json_membership(j, &rows[i]);
        json_object_end(j);
        terminal_cell(table, STYLE_PLAIN, i == 0 ? person->email : TEXT(""));
        terminal_cell(table, STYLE_PLAIN, i == 0 ? person->name : TEXT(""));
        terminal_cell_z(table, STYLE_PLAIN, role_name((enum role)rows[i].role));
        terminal_cell(table, STYLE_PLAIN, rows[i].household_name);
    }
    json_array_end(j);
    json_object_end(j);
    return OK;
}

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct person_row *people;
    size_t count;
    struct text after = TEXT("");
    struct buf *out = buf_in_arena(c->arena), *text = buf_in_arena(c->arena);
    struct json j = json_into(out);
    struct terminal terminal = terminal_of(stdout);
    struct terminal_table *table = terminal_table_new(c->arena, &terminal);
    terminal_column(table, "E-mail", ALIGN_LEFT, true);
    terminal_column(table, "Name", ALIGN_LEFT, true);
    terminal_column(table, "Role", ALIGN_LEFT, false);
    terminal_column(table, "Household", ALIGN_LEFT, true);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    do {
        TRY(person_list(c, tx, after, &people, &count));
        for (size_t i = 0; i < count; i++)
            TRY(list_one(c, tx, &people[i], &j, table));
        after = count > 0 ? people[count - 1].email : after;
    } while (count > 0);
    json_array_end(&j);
    json_object_end(&j);
    if (inv->json) {
        app_print_json(out);
    } else if (after.len == 0) {
        puts("Nobody yet. `florin user add EMAIL` makes the first person, who owns the household.");
    } else {
        terminal_table_write(table, text);
        app_print(text);
    }
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    static const struct {
        const char *word;
        enum err (*run)(struct ctx *c, const struct invocation *inv, struct text email);
    } words[] = {
        {"add", add}, {"key", key}, {"password", password}, {"remove", remove_person}, {"invite", invite}};
    struct text word = inv->count == 0 ? TEXT("list") : text_of(inv->words[0]);
    if (text_is(word, "list") && inv->count <= 1)
        return list(c, inv);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!text_is(word, words[i].word))
            continue;
        return inv->count == 2 ? words[i].run(c, inv, text_of(inv->words[1]))
                               : usage_error(c, inv, "%s needs one EMAIL", words[i].word);
    }
    return usage_error(c, inv, "list, or add, key, password, remove or invite and an EMAIL");
}

const struct command command_user = {
    .name = "user",
    .summary = "The people of this server: add, list, keys, passwords, invitations",
    .usage = "[list | add EMAIL | key EMAIL | password EMAIL | remove EMAIL | invite EMAIL --role ROLE]",
    .details =
        "add prints an API key, and nothing else, to standard output; it is shown once. The first person "
        "owns the first "
        "household, with "
        "all that\n"
        "was imported before. A later one gets a household of their own, which nobody else sees, unless "
        "--role says "
        "which\n"
        "part to take in the first household, or in the one that --household names.\n"
        "A person without a password cannot log in to the page: --password-stdin with add, or `florin user "
        "password`.\n"
        "password asks on the terminal, or reads a line from standard input, and ends all sessions of the "
        "person.\n"
        "invite prints a token for signing up or joining, for this e-mail alone.\n"
        "All of it works beside a running server and takes effect there at once.",
    .options = options,
    .all_households = true,
    .run = run,
};
