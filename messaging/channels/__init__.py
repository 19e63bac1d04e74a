"""The channel family: one file each, one line here."""

from messaging.channels.base import Channel
from messaging.channels.inline import Api, Terminal
from messaging.channels.web import Web
from messaging.channels.whatsapp import WhatsApp

CHANNELS: dict[str, Channel] = {channel.kind: channel for channel in (Api(), Terminal(), Web(), WhatsApp())}
