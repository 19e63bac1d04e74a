"""Where a hotel's QloApps is, of what its PmsAccount says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import httpx
from django.utils.translation import gettext as _

from pms.adapters.qloapps import quotes
from pms.errors import PmsMisconfigured
from pms.models import Hotel

NUMBER = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)


@dataclass(frozen=True)
class Access:
    address: str
    key: str = field(repr=False)
    hotel_id: int | None
    """None: the only one there is."""
    tax_name: str


def access_to(hotel: Hotel) -> Access:
    """Raises PmsMisconfigured."""
    account = getattr(hotel, "pms_account", None)
    if not account or not account.address or not account.credentials:
        raise PmsMisconfigured(_("QloApps needs an address and a key"))
    options = account.options if isinstance(account.options, dict) else {}
    hotel_id = str(options.get("hotel_id") or "")
    if hotel_id and not NUMBER.fullmatch(hotel_id):
        raise PmsMisconfigured(_("the option hotel_id is a number"))
    tax_name = str(options.get("tax_name") or quotes.TAXES[hotel.language])
    chosen = int(hotel_id) if hotel_id else None
    return Access(shop_at(account.address), account.credentials.strip(), chosen, tax_name)


def shop_at(address: str) -> str:
    """The shop's address, of what somebody pasted: with or without /api and slashes at its end.

    Raises PmsMisconfigured for none, and for one with a key in it: addresses are shown.
    """
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL as error:
        raise PmsMisconfigured(_("the address is not a web address")) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise PmsMisconfigured(_("the address is not a web address"))
    if url.userinfo or url.query or url.fragment:
        raise PmsMisconfigured(_("the address must end with the shop or /api: no key, user or question mark in it"))
    return re.sub(r"(/+api)?/*$", "", address.strip())
