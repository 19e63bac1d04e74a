"""The PMS family: one file each, one line here."""

from pms.adapters.base import PmsAdapter
from pms.adapters.local import LocalPms
from pms.adapters.qloapps import QloApps

ADAPTERS: dict[str, type[PmsAdapter]] = {adapter.kind: adapter for adapter in (LocalPms, QloApps)}
