#!/usr/bin/env bash
# Events over a real Redis under faults, at length: bench/faults.sh BUILD_FOLDER [EVENTS]. Each event takes effect once, or it fails.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: bench/faults.sh BUILD_FOLDER [EVENTS]" >&2; exit 2; }
FLORIN_FAULT_EVENTS=${2:-1000000} "$1/tests/unit_events_redis_faults"
