"""Bytes of pages to text, whatever they declare."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.webpage.decoding import MAX_PAGE_BYTES, UnreadablePage, decode_page

TEXT = "<p>Ủy ban nhân dân tỉnh đẩy mạnh cải cách hành chính, giữ kỷ luật, kỷ cương; phục vụ người dân tốt hơn</p>"


def _cp1258(text: str) -> bytes:
    """The text in windows-1258, where tone marks follow their vowels."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            letter.encode("cp1258")
            letters.append(letter)
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            letters.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tones)
    return "".join(letters).encode("cp1258")


class TestDecodePage:
    CASES = (
        ("utf-8", TEXT.encode(), None),
        ("utf-8 with byte order mark", b"\xef\xbb\xbf" + TEXT.encode(), None),
        (
            "utf-8 declared as latin-1",
            b"<meta charset='iso-8859-1'>" + TEXT.encode(),
            "text/html; charset=windows-1252",
        ),
        ("utf-8 in NFD", unicodedata.normalize("NFD", TEXT).encode(), None),
        ("utf-16", TEXT.encode("utf-16"), None),
        ("utf-16 without byte order mark", TEXT.encode("utf-16-le"), None),
        ("windows-1258", _cp1258(TEXT), None),
        ("windows-1258 declared as utf-8", b"<meta charset=utf-8>" + _cp1258(TEXT), "text/html; charset=utf-8"),
        ("utf-8 cut within a letter", (TEXT + "ộ").encode()[:-1], None),
    )

    @pytest.mark.parametrize(("name", "data", "header"), CASES, ids=[name for name, _, _ in CASES])
    def test_gives_the_letters_back(self, name: str, data: bytes, header: str | None) -> None:
        assert TEXT in decode_page(data, header)

    def test_repairs_text_that_was_decoded_twice(self) -> None:
        broken = TEXT.encode().decode("cp1252", "replace")
        mended = decode_page(TEXT.encode("utf-8").decode("latin-1"))
        assert mended == TEXT
        assert "cải cách" in decode_page(broken.replace("\ufffd", "\x90"))

    def test_leaves_correct_vietnamese_alone(self) -> None:
        assert decode_page("ÁO ẤM Ã Ấ " * 20) == unicodedata.normalize("NFC", "ÁO ẤM Ã Ấ " * 20)

    @pytest.mark.parametrize(
        "data",
        [b"", b"  \n", b"%PDF-1.7 x", b"PK\x03\x04abc", b"\x89PNG\r\n", bytes(range(8)) * 200, "", "\x00\x01" * 300],
    )
    def test_refuses_what_is_no_page(self, data: bytes | str) -> None:
        with pytest.raises(UnreadablePage, match=r"[Tt]rang|[Tt]ệp"):
            decode_page(data)

    def test_refuses_what_is_too_large(self) -> None:
        with pytest.raises(UnreadablePage, match="5 MB"):
            decode_page(b"a" * (MAX_PAGE_BYTES + 1))

    @given(
        st.binary(max_size=400),
        st.sampled_from([None, "text/html; charset=utf-7", "text/html; charset=idna", "charset=zzz", "charset=base64"]),
    )
    def test_raises_nothing_else_on_any_bytes(self, data: bytes, header: str | None) -> None:
        try:
            text = decode_page(data, header)
        except UnreadablePage:
            return
        assert unicodedata.is_normalized("NFC", text)
