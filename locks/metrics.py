"""What holds and leases count."""

from prometheus_client import Counter

OPERATIONS = Counter("lock_operations_total", "Holds asked for, kept and let go", ["operation", "result"])
