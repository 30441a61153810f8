"""Cuts Be Vietnam Pro down to what Vietnamese pages use: `python -m lantoa.config.fonts FOLDER [--like NAME=FILE …]`.

FOLDER holds BeVietnamPro-Regular.ttf and BeVietnamPro-Bold.ttf of the font's authors. `--like "Arial=…/LiberationSans-
Regular.ttf"` measures a font that readers have already (or one of the same widths), so that the page does not move when
ours arrives. The results are in the repository; the script is run again only when the set of letters changes.
"""

import argparse
import hashlib
import unicodedata
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from lantoa.config.doors import ROOT

_STATIC = ROOT / "src/lantoa/apps/base/static/lantoa"
_WEIGHTS = {400: "BeVietnamPro-Regular.ttf", 700: "BeVietnamPro-Bold.ttf"}
_FAMILY = "Be Vietnam Pro"
# Ranges of letters and signs: ASCII; Latin-1, for names from elsewhere; the letters of Vietnamese with their marks; the
# marks by themselves, for text that was not composed; punctuation, the dong, the euro, signs of arithmetic.
RANGES = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x102, 0x103), (0x110, 0x111), (0x128, 0x129), (0x168, 0x169), (0x1A0, 0x1A1),
    (0x1AF, 0x1B0), (0x300, 0x303), (0x306, 0x306), (0x309, 0x309), (0x31B, 0x31B), (0x323, 0x323), (0x1EA0, 0x1EF9),
    (0x2013, 0x2014), (0x2018, 0x2019), (0x201C, 0x201D), (0x2022, 0x2022), (0x2026, 0x2026), (0x2039, 0x203A),
    (0x20AB, 0x20AC), (0x2122, 0x2122), (0x2212, 0x2212), (0x2248, 0x2248), (0x2264, 0x2265),
)  # fmt: skip
_FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk"]

_FACE = """@font-face {{
  font-family: "{family}";
  font-style: normal;
  font-weight: {weight};
  font-display: swap;
  src: url("../fonts/{file}") format("woff2");
  unicode-range: {ranges};
}}
"""
_STAND_IN = """@font-face {{
  font-family: "{family} {like}";
  src: local("{like}");
  size-adjust: {size:.2%};
  ascent-override: {ascent:.2%};
  descent-override: {descent:.2%};
  line-gap-override: 0%;
}}
"""


def _cut(source: Path, weight: int) -> Path:
    """Return the file written: the font with our letters only, named by its content so that it may be kept for ever."""
    font = TTFont(source)
    options = Options(flavor="woff2", layout_features=_FEATURES, hinting=False, notdef_outline=True)
    cutter = Subsetter(options)
    cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    cutter.subset(font)
    font.flavor = "woff2"
    font.recalcTimestamp = False
    part = _STATIC / "fonts" / f"be-vietnam-pro-{weight}.part"
    font.save(part)
    digest = hashlib.sha256(part.read_bytes()).hexdigest()[:8]
    for old in part.parent.glob(f"be-vietnam-pro-{weight}.*.woff2"):
        old.unlink()
    return part.rename(part.with_name(f"be-vietnam-pro-{weight}.{digest}.woff2"))


def _mean_width(font: TTFont, text: str) -> float:
    """Return the mean width of a letter of the text, as a share of the font's size."""
    names, widths = font.getBestCmap(), font["hmtx"]
    known = [widths[names[ord(letter)]][0] for letter in text if ord(letter) in names]
    return float(sum(known) / len(known) / font["head"].unitsPerEm)


def _stand_in(font: TTFont, like: str, file: Path, text: str) -> str:
    size = _mean_width(font, text) / _mean_width(TTFont(file), text)
    height = font["hhea"]
    em = font["head"].unitsPerEm * size
    return _STAND_IN.format(
        family=_FAMILY, like=like, size=size, ascent=height.ascent / em, descent=-height.descent / em
    )


def _sample() -> str:
    """Return Vietnamese text of the repository, whose letters stand for those of any page."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs/guides").glob("*.md"))]
    return unicodedata.normalize("NFC", " ".join(" ".join(texts).split()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--like", action="append", default=[], metavar="NAME=FILE")
    asked = parser.parse_args()
    ranges = ", ".join(f"U+{first:04X}-{last:04X}" if last > first else f"U+{first:04X}" for first, last in RANGES)
    parts = ["/* Be Vietnam Pro, SIL Open Font License 1.1 (fonts/OFL.txt). Written by config/fonts.py. */\n"]
    for weight, name in _WEIGHTS.items():
        file = _cut(asked.folder / name, weight)
        parts.append(_FACE.format(family=_FAMILY, weight=weight, file=file.name, ranges=ranges))
    font, text = TTFont(asked.folder / _WEIGHTS[400]), _sample()
    for like in asked.like:
        name, _equals, path = like.partition("=")
        parts.append(_stand_in(font, name, Path(path), text))
    (_STATIC / "css" / "fonts.css").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
