"""The program over Kafka, on the broker that ctest's fixture runs (FLORIN_TEST_KAFKA is its folder)."""
import os

import scenario
from buses import Redis, goes_on_over


def _kafka():
    folder = os.environ["FLORIN_TEST_KAFKA"]
    with open(os.path.join(folder, "url"), encoding="utf-8") as f:
        return f.read().strip()


def kafka_and_redis_take_turns(home):
    with Redis(home) as redis:
        goes_on_over(home, redis.url, _kafka(), redis.url, _kafka(), "embedded", _kafka(), redis.url)


if __name__ == "__main__":
    scenario.run(dict(globals()))
