"""The PMS family: one file each, one line here."""

from pms.adapters.base import PmsAdapter
from pms.adapters.local import LocalPms

ADAPTERS: dict[str, type[PmsAdapter]] = {adapter.kind: adapter for adapter in (LocalPms,)}
