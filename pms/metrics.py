"""What the gateway counts."""

from prometheus_client import Gauge, Histogram

CALLS = Histogram("pms_call_seconds", "Calls to the PMS", ["kind", "operation", "result"])
BREAKER = Gauge("pms_circuit_breaker_state", "0 closed, 1 open, 2 half-open", ["hotel"], multiprocess_mode="mostrecent")
