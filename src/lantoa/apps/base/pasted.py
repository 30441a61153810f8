"""Addresses as people paste them: with words around them, without a scheme, with the full stop of the sentence."""

import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from lantoa.apps.base.outbound import FetchFailed, check_address

MAX_LENGTH = 500
_WITH_SCHEME = re.compile(r"https?://\S+", re.IGNORECASE)
_SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]*:(?=\S)", re.IGNORECASE)
_WITHOUT = re.compile(r"(?<![\w@./-])(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?(?![\w@])")
# What ends the sentence or the bracket around an address, not the address.
_TAIL = ".,;:!?…\"'”’»>)]}"
# Names that only a private network knows.
_PRIVATE = (".local", ".localhost", ".internal", ".lan", ".home", ".corp", ".intranet", ".home.arpa", ".onion")


class NoLink(ValueError):
    """The text holds no address of a public page; the message, in Vietnamese, says what to do."""


def pasted_link(text: str) -> str:
    """Return the first http or https address in a pasted text; NoLink where there is none, or none of a public host.

    >>> pasted_link("Xem bài: baoquangtri.vn/tin/123. (chia sẻ từ điện thoại)")
    'https://baoquangtri.vn/tin/123'
    """
    text = unicodedata.normalize("NFC", text).strip()
    if found := _WITH_SCHEME.search(text):
        address = _trimmed(found.group())
    elif (found := _WITHOUT.search(text)) and not _SCHEME.search(text[: found.start()]):
        address = f"https://{_trimmed(found.group())}"
    else:
        raise NoLink("Không thấy địa chỉ trang nào; hãy mở bài đã đăng, sao chép địa chỉ rồi dán vào ô này.")
    if len(address) > MAX_LENGTH:
        raise NoLink(f"Địa chỉ dài hơn {MAX_LENGTH} ký tự; hãy bỏ phần sau dấu ? rồi dán lại.")
    _check_host(_split(address))
    return address


def _trimmed(address: str) -> str:
    """Take off what follows an address in a sentence; a closing bracket stays where the address opens one."""
    while address and address[-1] in _TAIL:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise NoLink("Địa chỉ bị sai; hãy mở bài đã đăng, sao chép lại địa chỉ rồi dán vào ô này.") from error
    if parts.username is not None or parts.password is not None:
        raise NoLink("Địa chỉ có kèm tên đăng nhập; hãy dán địa chỉ mà ai cũng mở được.")
    return parts


def _check_host(parts: SplitResult) -> None:
    host = (parts.hostname or "").rstrip(".")
    refusal = NoLink("Địa chỉ này chỉ mở được trong mạng nội bộ; hãy dán địa chỉ trang công khai, hoặc gửi ảnh.")
    try:
        address = ip_address(host)
    except ValueError:
        # A name of numbers only is an address written in another way (127.1, 0x7f000001).
        if "." not in host or f".{host}".endswith(_PRIVATE) or not re.search(r"[^\W\d_]", host.rpartition(".")[2]):
            raise refusal from None
        return
    try:
        check_address(str(address), allow_loopback=False)
    except FetchFailed as error:
        raise refusal from error
