"""`make pictures`: an installation of its own with the demo, and every page of it photographed into docs/pictures."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
PATIENCE = 600  # seconds until everything runs; half a minute where nobody else works
PORT = int(os.environ.get("PORT", "8760"))
ADDRESS = f"http://127.0.0.1:{PORT}"
HOTEL, STAFF = "puerta-del-mar", "puerta-del-mar-manager"
COLOURS = 256
DECODE = """async picture => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + picture)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (let n = 0; n < data.length; n += 32768) text += String.fromCharCode(...data.subarray(n, n + 32768));
    return [width, height, btoa(text)];
}"""
# Main pages of Django's own; the others look alike.
LISTS = ("reservations", "holds", "hold-trail", "facts", "hotel", "users")


@contextmanager
def installation() -> Iterator[None]:
    """Made anew and thrown away; names and numbers follow a fixed key, dates follow today."""
    data = Path(tempfile.mkdtemp())
    data.chmod(0o755)  # PostgreSQL runs as another user under root
    ours = {"DATA_DIR": str(data), "PORT": str(PORT), "SECRET_KEY": "pictures " * 6, "LOG_LEVEL": "ERROR"}
    os.environ |= ours | {"DJANGO_SETTINGS_MODULE": "hotel_agent.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    log = data / "start.log"
    with log.open("wb") as out:
        command = [sys.executable, "manage.py", "start"]
        started = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)
        try:
            ends = time.monotonic() + PATIENCE
            while "Ctrl-C" not in log.read_text():
                if started.poll() is not None or time.monotonic() > ends:
                    sys.exit(f"The installation did not start:\n{log.read_text()[-3000:]}")
                time.sleep(0.3)
            yield
        finally:
            started.send_signal(signal.SIGINT)
            started.wait(60)
            shutil.rmtree(data, ignore_errors=True)


def addresses() -> tuple[dict[str, str], dict[str, str], str]:
    """Pages of staff, pages of guests, and the session of somebody who may see the first."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client
    from django_scopes import scope

    from pms.models import Hotel
    from tests.e2e import pages

    client = Client()
    client.force_login(User.objects.get(username=STAFF))
    hotel = Hotel.objects.get(slug=HOTEL)
    with scope(hotel=hotel):
        staff = {name: at(hotel) for name, at in pages.OWN.items()}
        staff |= {name: pages.LISTS[name](hotel) for name in LISTS}
    guests = {"login": "/admin/login/", "chat": f"/chat/{HOTEL}/"}
    return staff, guests, client.cookies[settings.SESSION_COOKIE_NAME].value


async def photograph(staff: dict[str, str], guests: dict[str, str], session: str) -> None:
    from playwright.async_api import async_playwright

    from tests.e2e import pages
    from tests.e2e.conftest import CHROMIUM

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        dark_room = await browser.new_page()
        for scheme in ("light", "dark"):
            for size, viewport in (("desktop", pages.WIDE), ("phone", pages.PHONE)):
                for addresses, cookie in ((staff, session), (guests, "")):
                    context = await browser.new_context(viewport=viewport, color_scheme=scheme, locale="en")  # type: ignore[arg-type]
                    if cookie:
                        await context.add_cookies([{"name": "sessionid", "value": cookie, "url": ADDRESS}])
                    page = await context.new_page()
                    for name, address in addresses.items():
                        picture = await taken(page, address)
                        write(FOLDER / f"{name}-{scheme}-{size}.png", await developed(dark_room, picture))
                    await context.close()
        await browser.close()


async def taken(page: Any, address: str) -> bytes:
    answer = await page.goto(ADDRESS + address)
    if answer.status != 200:
        sys.exit(f"{address} answers {answer.status}")
    if address.startswith("/chat/"):
        await talk(page)
    await page.wait_for_timeout(700)  # fonts, sockets, and what slides in
    return bytes(await page.screenshot(animations="disabled", caret="hide"))


async def talk(page: Any) -> None:
    """A guest asks for a room."""
    box = page.locator("textarea, input[type=text]").first
    await box.fill("¿Tienen habitación para dos adultos el próximo fin de semana?")
    await box.press("Enter")
    await page.wait_for_timeout(4000)


async def developed(dark_room: Any, picture: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels: a browser reads PNG, we only write it."""
    from base64 import b64decode, b64encode

    width, height, pixels = await dark_room.evaluate(DECODE, b64encode(picture).decode())
    return width, height, b64decode(pixels)


def write(path: Path, picture: tuple[int, int, bytes]) -> None:
    """With 256 colours a page needs a third of the bytes, and nobody sees it."""
    import numpy

    width, height, data = picture
    pixels = numpy.frombuffer(data, numpy.uint8).reshape(-1, 4)[:, :3].astype(numpy.int64)
    codes = (pixels[:, 0] << 16) | (pixels[:, 1] << 8) | pixels[:, 2]
    found, which, count = numpy.unique(codes, return_inverse=True, return_counts=True)
    colours = numpy.stack([found >> 16, found >> 8 & 255, found & 255], axis=1)
    kept = colours[numpy.argsort(-count)[:COLOURS]]
    nearest = numpy.argmin(((colours[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2), axis=1)
    rows = nearest[which].astype(numpy.uint8).reshape(height, width)
    plain = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", kept.astype(numpy.uint8).tobytes()), (b"IDAT", zlib.compress(plain, 9)))
    body = b"".join(_chunk(name, content) for name, content in (*chunks, (b"IEND", b"")))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with installation():
        asyncio.run(photograph(*addresses()))
    made = list(FOLDER.glob("*-*-*.png"))
    size = sum(path.stat().st_size for path in made)
    sys.stdout.write(f"{len(made)} pictures, {size / 1e6:.1f} MB, in {FOLDER}\n")


if __name__ == "__main__":
    main()
