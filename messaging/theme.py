"""A hotel's colour made readable: every pair of text and ground here has a contrast of at least 4.5 to 1."""

from __future__ import annotations

import re

DEFAULT = "#9a3412"
WHITE, BLACK = "#ffffff", "#000000"
LIGHT_GROUND = "#f1efec"  # --soft of static/chat/chat.css
READABLE = 4.5  # WCAG AA for text


def css(color: str) -> str:
    """The variables that static/chat/chat.css is written with."""
    hotel = valid(color)
    card_dark = mix(hotel, "#262423", 0.92)
    variables = {
        "hotel": hotel,
        "on-hotel": on(hotel),
        "deep": mix(hotel, BLACK, 0.22) if on(hotel) == WHITE else mix(hotel, WHITE, 0.22),
        "accent-on-light": readable(hotel, LIGHT_GROUND, towards=BLACK),
        "accent-on-dark": readable(hotel, card_dark, towards=WHITE),
        "tint-light": mix(hotel, WHITE, 0.93),
        "card-dark": card_dark,
        "tint-dark": mix(hotel, "#161413", 0.90),
    }
    return ":root{" + "".join(f"--{name}:{value};" for name, value in variables.items()) + "}\n"


def valid(color: str) -> str:
    """Nothing but a hex colour gets into a stylesheet."""
    return color.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", color) else DEFAULT


def on(ground: str) -> str:
    """White where it can be read, else black, which then can."""
    return WHITE if contrast(WHITE, ground) >= READABLE else BLACK


def readable(color: str, ground: str, *, towards: str) -> str:
    """The colour itself, moved towards black or white until it can be read on the ground."""
    steps = (mix(color, towards, step / 20) for step in range(21))
    return next(mixed for mixed in steps if contrast(mixed, ground) >= READABLE)


def mix(color: str, other: str, share: float) -> str:
    """With this share of the other colour."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """As WCAG 2 counts it, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in _channels(color))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
