"""What the gateway and the feature flags count."""

from prometheus_client import Counter, Gauge, Histogram

CALLS = Histogram("pms_call_seconds", "Calls to the PMS", ["kind", "operation", "result"])
BREAKER = Gauge("pms_circuit_breaker_state", "0 closed, 1 open, 2 half-open", ["hotel"], multiprocess_mode="mostrecent")
BREAKER_CALLS = Counter(
    "pms_circuit_breaker_calls_total", "What the breaker let in and what came out of it", ["state", "result"]
)
ALONE = Gauge(
    "pms_circuit_breaker_alone", "1: Redis is gone, each process counts by itself", multiprocess_mode="mostrecent"
)
CACHE_HITS = Counter("pms_cache_hits_total", "Answers that were still fresh", ["operation"])
CACHE_MISSES = Counter("pms_cache_misses_total", "Answers the PMS had to give", ["operation"])
CACHE_WAITS = Counter("pms_cache_waits_total", "Who waited for an answer another was asking for", ["operation"])
FLAG_CHECKS = Counter("feature_flag_checks_total", "Whether a feature was on", ["flag_name", "result"])
