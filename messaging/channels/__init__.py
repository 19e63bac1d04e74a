"""The channel family: one file each, one line here."""

from messaging.channels.base import Channel
from messaging.channels.inline import Api, Terminal

CHANNELS: dict[str, Channel] = {channel.kind: channel for channel in (Api(), Terminal())}
