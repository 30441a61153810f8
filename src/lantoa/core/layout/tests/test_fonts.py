import struct
import unicodedata

from lantoa.core.layout.fonts import FONT_FOLDER

FOUR = {f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic")}
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = {
    unicodedata.normalize("NFC", letter + tone)
    for small in "aăâeêioôơuưy"
    for letter in (small, small.upper())
    for tone in TONES
} | set("đĐ…–“”")


def missing_letters(font: bytes) -> set[str]:
    """The Vietnamese letters that a TrueType font has no glyph for, by its Unicode table (format 4)."""
    tables = {
        font[at : at + 4]: struct.unpack(">L", font[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * struct.unpack(">H", font[4:6])[0], 16)
    }
    start = tables[b"cmap"]
    for at in range(start + 4, start + 4 + 8 * struct.unpack(">H", font[start + 2 : start + 4])[0], 8):
        if struct.unpack(">HH", font[at : at + 4]) == (3, 1):
            table = start + struct.unpack(">L", font[at + 4 : at + 8])[0]
            break
    segments = struct.unpack(">H", font[table + 6 : table + 8])[0] // 2
    ends = struct.unpack(f">{segments}H", font[table + 14 : table + 14 + 2 * segments])
    starts = struct.unpack(f">{segments}H", font[table + 16 + 2 * segments : table + 16 + 4 * segments])
    return {letter for letter in LETTERS if not any(a <= ord(letter) <= b for a, b in zip(starts, ends, strict=True))}


def font_with(characters: str) -> bytes:
    """A font file with nothing but a Unicode table for these characters, one segment each."""
    codes = [*sorted(map(ord, characters)), 0xFFFF]
    ends = struct.pack(f">{len(codes)}H", *codes)
    table = struct.pack(">HHHHHHH", 4, 0, 0, 2 * len(codes), 0, 0, 0) + ends + b"\0\0" + ends
    head = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + b"cmap" + struct.pack(">LLL", 0, 28, 12 + len(table))
    return head + struct.pack(">HHHHL", 0, 1, 3, 1, 12) + table


class TestMissingLetters:
    def test_finds_what_a_font_lacks(self):
        assert missing_letters(font_with("".join(LETTERS))) == set()
        assert missing_letters(font_with("".join(LETTERS - {"ợ", "Ỹ"}))) == {"ợ", "Ỹ"}


class TestFontFolder:
    def test_holds_the_whole_family_with_its_licence_or_nothing(self):
        fonts = {file.name for file in FONT_FOLDER.glob("*.[to]t[fc]")}
        licences = [" ".join(file.read_text(encoding="utf-8").split()) for file in FONT_FOLDER.glob("LICENSE*")]
        assert fonts in (set(), FOUR)
        assert bool(licences) == bool(fonts)
        assert all("sil open font license version 1.1" in licence.lower() for licence in licences)

    def test_holds_only_fonts_with_all_vietnamese_letters(self):
        assert {file.name: missing_letters(file.read_bytes()) for file in FONT_FOLDER.glob("*.ttf")} == {
            name: set() for name in FOUR if (FONT_FOLDER / name).exists()
        }


class TestFontsOfCards:
    def test_have_every_vietnamese_letter_and_their_licence(self):
        folder = FONT_FOLDER.parents[1] / "charts" / "fonts"
        fonts = {file.name: missing_letters(file.read_bytes()) for file in folder.glob("*.ttf")}
        assert fonts == {"BeVietnamPro-Bold.ttf": set(), "BeVietnamPro-Regular.ttf": set()}
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
