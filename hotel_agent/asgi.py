"""Sockets, and pages where one server does both: what uvicorn serves."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotel_agent.settings")
pages = get_asgi_application()  # loads the apps, which the imports below need

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator, WebsocketDenier  # noqa: E402
from django.urls import path, re_path  # noqa: E402

from messaging.consumers.chat import ChatConsumer  # noqa: E402
from messaging.consumers.desk import DeskConsumer  # noqa: E402

sockets = URLRouter(
    [
        path("ws/chat/<slug:slug>/", ChatConsumer.as_asgi()),
        path("ws/desk/", DeskConsumer.as_asgi()),
        re_path("", WebsocketDenier.as_asgi()),
    ]
)
# By host name, whatever the port: the page may come from the web process next door.
application = ProtocolTypeRouter({"http": pages, "websocket": AllowedHostsOriginValidator(sockets)})
