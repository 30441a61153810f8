"""The characters of a page as it came over the wire: size, kind, encoding, damaged encodings."""

import codecs
import re

from lantoa.core.viettext import to_nfc

MAX_PAGE_BYTES = 5_000_000
"""Pages above this size are refused: the longest official article pages seen are below 2 MB."""

_BINARY_STARTS = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"Rar!", b"\xd0\xcf\x11\xe0", b"\x1f\x8b",
    b"ID3", b"RIFF", b"7z\xbc\xaf", b"wOFF", b"BM\x00", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00 ftyp",
)  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{3,30})", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_MOJIBAKE = re.compile("á[º»][^\\s<]|Æ[°¡]|Ä[‘ƒ‚\u0090\u0091\u0083]|Ã[\u00a0-\u00bf¬­]")
_MOJIBAKE_RUN = re.compile("[^\x00-\x7f]{2,}")


class UnreadablePage(ValueError):
    """The data is no text of a page (empty, too large, binary); the message says in Vietnamese what to do."""


def decode_page(html: bytes | str, content_type: str | None = None) -> str:
    """The text of the page, NFC, without control characters; the bytes are believed before any declaration.

    UTF-8 is tried first because most pages with a wrong declaration are UTF-8; then the charset of the content type
    or of the page; then windows-1258, the 8-bit code page of Vietnamese. Raises UnreadablePage.

    >>> decode_page("Cải cách".encode("utf-16"))
    'Cải cách'
    >>> decode_page("Sở Nội vụ".encode("utf-8"), "text/html; charset=iso-8859-1")
    'Sở Nội vụ'
    """
    if len(html) > MAX_PAGE_BYTES:
        raise UnreadablePage(
            f"Trang lớn hơn {MAX_PAGE_BYTES // 1_000_000} MB nên không đọc; hãy mở trang và nhập bài bằng tay."
        )
    text = html if isinstance(html, str) else _decode(bytes(html), content_type)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise UnreadablePage("Trang trống, không có nội dung; hãy kiểm tra lại địa chỉ hoặc tải lại trang.")
    damaged = len(_CONTROLS.findall(text)) + text.count("\ufffd")
    if damaged > 20 and damaged > len(text) // 10:
        raise UnreadablePage(
            "Dữ liệu không phải là trang web (tệp nhị phân); hãy tải tệp về và mở bằng phần mềm riêng."
        )
    return to_nfc(_repair_mojibake(_CONTROLS.sub("", text).replace("\ufffd", "")))


def _decode(data: bytes, content_type: str | None) -> str:
    if data.startswith(_BINARY_STARTS):
        raise UnreadablePage(
            "Dữ liệu là tệp tài liệu hoặc tệp nén, không phải trang web; hãy đọc bằng phần đọc tài liệu."
        )
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    wide = _utf16_without_bom(data[:2000])
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    whole = len(data) - len(loose.encode("utf-8", "replace").replace(b"\xef\xbf\xbd", b""))
    multibyte = len(re.findall("[^\x00-\x7f\ufffd]", loose))
    if multibyte and (broken <= 3 or multibyte >= 10 * broken) and whole < len(data):
        return loose
    return _best_of(data, _declared(data, content_type))


def _utf16_without_bom(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 6 and even * 4 < odd:
        return "utf-16-le"
    if even > len(head) // 6 and odd * 4 < even:
        return "utf-16-be"
    return None


def _declared(data: bytes, content_type: str | None) -> list[str]:
    names = []
    for source in ((content_type or "").encode("ascii", "replace"), data[:4000]):
        match = _CHARSET.search(source)
        if match:
            names.append(match[1].decode("ascii", "replace"))
    return names


def _best_of(data: bytes, declared: list[str]) -> str:
    """The decoding with the most Vietnamese letters; an 8-bit page is often windows-1258 whatever it declares."""
    best, best_score = "", -1
    for name in [*declared, "windows-1258", "windows-1252"]:
        try:
            text = to_nfc(data.decode(name, "replace"))
        except (LookupError, UnicodeError, ValueError):
            continue
        score = len(_VIETNAMESE.findall(text)) - 2 * text.count("\ufffd")
        if score > best_score:
            best, best_score = text, score
    return best or data.decode("windows-1252", "replace")


def _repair_mojibake(text: str) -> str:
    """UTF-8 that was once read as windows-1252 ("Cáº£i cÃ¡ch") back in its letters; other text as it is."""
    signs = len(_MOJIBAKE.findall(text))
    if signs < 8 or signs < len(re.findall("[\u1ea0-\u1ef9đĐ]", text)):
        return text
    return _MOJIBAKE_RUN.sub(lambda run: _repaired(run[0]), text)


def _repaired(run: str) -> str:
    data = bytearray()
    for letter in run:
        try:
            data += letter.encode("windows-1252")
        except UnicodeEncodeError:
            if ord(letter) > 255:
                return run
            data.append(ord(letter))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return run
