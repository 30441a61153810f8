"""Whatever colours a portal wears, words keep the contrast of WCAG AA on every ground they stand on."""

import re
from pathlib import Path

import pytest

from lantoa.apps.base import models as base_models
from lantoa.apps.newsroom.models import Accent

_TOKENS = Path(base_models.__file__).parent / "static" / "lantoa" / "css" / "tokens.css"
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")
# Ink on ground: words of the brand, words on its fields, links.
_PAIRS = [
    ("lacquer", "paper"), ("lacquer", "surface"), ("lacquer", "sunken"), ("lacquer", "lacquer-tint"),
    ("lacquer-deep", "lacquer-tint"), ("on-dark", "lacquer"), ("on-dark", "lacquer-deep"),
    ("on-dark-soft", "lacquer"), ("on-dark-soft", "lacquer-deep"), ("gold-soft", "lacquer"),
    ("gold-soft", "lacquer-deep"), ("link", "paper"), ("link", "surface"), ("link", "sunken"),
    ("link-hover", "paper"), ("link-hover", "surface"), ("link-hover", "sunken"), ("teal-deep", "teal-tint"),
    ("ink", "paper"), ("ink-soft", "paper"), ("ink-soft", "sunken"), ("gap", "paper"), ("gap", "surface"),
]  # fmt: skip


def _block(selector: str) -> dict[str, str]:
    text = _TOKENS.read_text(encoding="utf-8")
    start = text.index(f"{selector} {{")
    return dict(_TOKEN.findall(text[start : text.index("}", start)]))


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _worn(accent: str) -> dict[str, str]:
    plain = _block(":root")
    return plain if accent == Accent.LACQUER else plain | _block(f'[data-accent="{accent}"]')


class TestAccents:
    def test_are_reckoned_as_the_standard_does(self) -> None:
        assert round(_contrast("#ffffff", "#000000"), 2) == 21
        assert round(_contrast("#777777", "#ffffff"), 2) == 4.48

    @pytest.mark.parametrize("accent", Accent.values)
    def test_keep_words_readable(self, accent: str) -> None:
        worn = _worn(accent)
        poor = {
            f"{ink} on {ground}": round(found, 2)
            for ink, ground in _PAIRS
            if (found := _contrast(worn[ink], worn[ground])) < 4.5
        }
        assert poor == {}

    @pytest.mark.parametrize("accent", Accent.values)
    def test_keep_the_ring_of_focus_seen(self, accent: str) -> None:
        """On the brand's field the ring is light: it stands out by three to one, as does the dark one on paper."""
        worn = _worn(accent)
        assert _contrast(worn["on-dark"], worn["lacquer"]) >= 3
        assert _contrast(worn["focus"], worn["paper"]) >= 3
