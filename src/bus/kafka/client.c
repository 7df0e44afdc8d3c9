#include "base/date.h"
#include "bus/kafka/inner.h"

#include <stdio.h>

enum { PROBE_US = 1000000, PROBE_MS = 1000 };

/* -- Health */

void kafka_well(struct kafka *bus)
{
    pthread_mutex_lock(&bus->lock);
    if (!bus->well)
        bus->reconnects++;
    bus->well = true;
    bus->away = false;
    bus->why[0] = 0;
    pthread_mutex_unlock(&bus->lock);
}

static bool is_refusal(rd_kafka_resp_err_t code)
{
    return code == RD_KAFKA_RESP_ERR__AUTHENTICATION || code == RD_KAFKA_RESP_ERR__SSL ||
           code == RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED;
}

/* The first line of it, without what may be secret. */
static void note(struct kafka *bus, const char *words, const char *why)
{
    struct text line = {why, strcspn(why, "\n")};
    const char *password = bus->url.password;
    if (password != NULL && text_find(line, text_of(password)) >= 0)
        line = TEXT("its reason repeats the password");
    if (line.len > sizeof bus->why - 40)
        line.len = sizeof bus->why - 40;
    while (line.len > 0 && !text_is_utf8(line))
        line.len--;
    snprintf(bus->why, sizeof bus->why, "%s: %.*s", words, TEXT_ARGS(line));
}

static bool is_silence(rd_kafka_resp_err_t code)
{
    return code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || code == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT ||
           code == RD_KAFKA_RESP_ERR__TIMED_OUT || code == RD_KAFKA_RESP_ERR__TRANSPORT;
}

/* What says more stays: a refusal is followed by silence, and a broken connection by what was not sent in time. */
void kafka_unwell(struct kafka *bus, rd_kafka_resp_err_t code, const char *why)
{
    pthread_mutex_lock(&bus->lock);
    bool known = !bus->well && bus->why[0] != 0;
    bool silent = is_silence(code), timed_out = silent && code != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
    bus->well = false;
    if (!silent)
        note(bus, is_refusal(code) ? "the broker refuses us" : "the broker has trouble", why);
    else if (!known || (bus->away && !timed_out))
        note(bus, "the broker is away", why);
    bus->away = silent && (!known || bus->away);
    pthread_mutex_unlock(&bus->lock);
}

bool kafka_is_away(struct kafka *bus)
{
    pthread_mutex_lock(&bus->lock);
    bool away = !bus->well;
    pthread_mutex_unlock(&bus->lock);
    return away;
}

void kafka_probe(struct kafka_client *client)
{
    struct kafka *bus = client->bus;
    const struct rd_kafka_metadata *metadata;
    int64_t now_us = time_steady_us();
    pthread_mutex_lock(&bus->lock);
    bool due = !bus->well && now_us - bus->probed_us >= PROBE_US;
    if (due)
        bus->probed_us = now_us;
    pthread_mutex_unlock(&bus->lock);
    if (!due || rd_kafka_metadata(client->rk, 0, NULL, &metadata, PROBE_MS) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return;
    rd_kafka_metadata_destroy(metadata);
    kafka_well(bus);
}

enum err kafka_busy(struct ctx *c, struct kafka *bus, const char *what)
{
    pthread_mutex_lock(&bus->lock);
    enum err e = bus->well ? fail(c, ERR_BUSY, "kafka: %s", what) : fail(c, ERR_BUSY, "kafka: %s", bus->why);
    pthread_mutex_unlock(&bus->lock);
    return e;
}

/* -- What librdkafka tells */

/* Connections come and go (a broker closes idle ones): only when none is left, and `why` is NULL, nobody answers. What was said last is the
 * reason. */
static void hear_break(struct kafka *bus, const char *why)
{
    char heard[sizeof bus->heard];
    pthread_mutex_lock(&bus->lock);
    if (why != NULL)
        snprintf(bus->heard, sizeof bus->heard, "%s", why);
    memcpy(heard, bus->heard, sizeof heard);
    bool away = why == NULL || bus->away;
    pthread_mutex_unlock(&bus->lock);
    if (away)
        kafka_unwell(bus, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, heard[0] == 0 ? "nobody answers" : heard);
}

static void hear_trouble(rd_kafka_t *rk, int code, const char *why, void *opaque)
{
    struct kafka_client *client = opaque;
    char fatal[200];
    if (code == RD_KAFKA_RESP_ERR__FATAL && rd_kafka_fatal_error(rk, fatal, sizeof fatal) != 0)
        why = fatal;
    if (code == RD_KAFKA_RESP_ERR__TRANSPORT || code == RD_KAFKA_RESP_ERR__RESOLVE) {
        hear_break(client->bus, why);
        return;
    }
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
        hear_break(client->bus, NULL);
        return;
    }
    bool single = code == RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED || code == RD_KAFKA_RESP_ERR__TIMED_OUT ||
                  code == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
    if (!single)
        kafka_unwell(client->bus, code, why);
}

/* What it would write to the log comes as an error as well, where it matters. */
static void hush(const rd_kafka_t *rk, int level, const char *facility, const char *line)
{
    (void)rk;
    (void)level;
    (void)facility;
    (void)line;
}

/* -- Settings */

void kafka_set(rd_kafka_conf_t *conf, const char *name, const char *value)
{
    char why[200];
    if (rd_kafka_conf_set(conf, name, value, why, sizeof why) != RD_KAFKA_CONF_OK)
        die("librdkafka does not know the setting %s", name);
}

void kafka_set_int(rd_kafka_conf_t *conf, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    kafka_set(conf, name, text);
}

rd_kafka_conf_t *kafka_conf(const struct kafka *bus, struct kafka_client *client)
{
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    const struct kafka_url *url = &bus->url;
    kafka_set(conf, "client.id", bus->process);
    kafka_set(conf, "bootstrap.servers", url->servers);
    kafka_set(conf, "security.protocol", url->security);
    if (url->user != NULL) {
        kafka_set(conf, "sasl.mechanisms", url->mechanism);
        kafka_set(conf, "sasl.username", url->user);
        kafka_set(conf, "sasl.password", url->password);
    }
    if (url->ca != NULL)
        kafka_set(conf, "ssl.ca.location", url->ca);
    kafka_set(conf, "socket.keepalive.enable", "true");
    kafka_set(conf, "socket.nagle.disable", "true");
    kafka_set_int(conf, "socket.connection.setup.timeout.ms", 5000);
    kafka_set_int(conf, "reconnect.backoff.ms", 100);
    kafka_set_int(conf, "reconnect.backoff.max.ms", 2000);
    kafka_set(conf, "log.connection.close", "false");
    rd_kafka_conf_set_log_cb(conf, hush);
    rd_kafka_conf_set_error_cb(conf, hear_trouble);
    rd_kafka_conf_set_opaque(conf, client);
    return conf;
}

enum err kafka_start(struct ctx *c, struct kafka_client *client, rd_kafka_type_t type, rd_kafka_conf_t *conf)
{
    char why[200];
    client->rk = rd_kafka_new(type, conf, why, sizeof why);
    if (client->rk != NULL)
        return OK;
    rd_kafka_conf_destroy(conf);
    return fail(c, ERR_USAGE, "kafka: %s", why);
}
