"""What the web processes count, and the database's own figures."""

from prometheus_client import Counter

HTTP_REQUESTS = Counter("http_requests_total", "Requests answered", ["method", "route", "status"])
