/* Where no Kafka can run: librdkafka's mock cluster in a process of its own. kafka_mock FILE writes its URL into FILE and runs until it is ended. */
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char why[200], path[1000];
    rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), why, sizeof why);
    if (argc != 2 || rk == NULL)
        return 2;
    rd_kafka_mock_cluster_t *cluster = rd_kafka_mock_cluster_new(rk, 1);
    if (cluster == NULL || snprintf(path, sizeof path, "%s.new", argv[1]) >= (int)sizeof path)
        return 1;
    FILE *f = fopen(path, "w");
    if (f == NULL)
        return 1;
    fprintf(f, "kafka://%s", rd_kafka_mock_cluster_bootstraps(cluster));
    if (fclose(f) != 0 || rename(path, argv[1]) != 0)
        return 1;
    for (;;)
        pause();
}
