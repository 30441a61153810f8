"""One fetched page as one gzip member with one WARC/1.1 response record (ISO 28500:2017), and its offline check."""

import hashlib
import io
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import UUID

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

# The body is kept as the reader of the page saw it, after transfer and content decoding. A header that describes the
# bytes on the wire would then lie to every later reader, so it is kept under the name that web archives use for this.
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_KEPT_PREFIX = "X-Archive-Orig-"
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_SHA256_HEX = re.compile(r"[0-9a-f]{64}")
_MAX_BYTES = 256 * 1024 * 1024


class ArchiveError(ValueError):
    """A record that cannot be made or read; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A page as it was fetched. `fetched_at` is in UTC; `payload_sha256` is 64 hex digits over `body`."""

    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    payload_sha256: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a record is what it was when it was kept, and a Vietnamese sentence saying why."""

    ok: bool
    reason: str


def sha256_hex(content: bytes) -> str:
    """SHA-256 of the bytes as 64 lower-case hex digits (FIPS 180-4).

    >>> sha256_hex(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(content).hexdigest()


def make_record(
    url: str,
    fetched_at: datetime,
    status: int,
    headers: Iterable[tuple[str, str]],
    body: bytes,
    *,
    record_id: UUID | str,
) -> bytes:
    """One gzip member with one WARC/1.1 response record; the same arguments give the same bytes.

    `body` is the page after content decoding; `headers` as received, in order. Control characters in a header value
    become spaces (RFC 9110, 5.5) and letters outside ASCII are percent-encoded. Payload and block digests are SHA-256.
    Raises ArchiveError for a URL with spaces, a time without zone, a status outside 100-599 or a header name that HTTP
    does not allow.

    >>> moment = datetime(2023, 3, 29, tzinfo=UTC)
    >>> record_id = "00000000-0000-4000-8000-000000000001"
    >>> record = make_record("https://example.vn/", moment, 200, [], b"xin chao", record_id=record_id)
    >>> read_record(record).body
    b'xin chao'
    """
    warc_headers = {
        "WARC-Record-ID": f"<urn:uuid:{_uuid(record_id)}>",
        "WARC-Date": _warc_date(fetched_at),
    }
    out = io.BytesIO()
    writer = _Sha256Writer(out, gzip=True, warc_version="1.1")
    record = writer.create_warc_record(
        _checked_url(url),
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        warc_headers_dict=warc_headers,
        http_headers=StatusAndHeaders(_status_line(status), _stored_headers(headers, len(body)), protocol="HTTP/1.1"),
    )
    writer.write_record(record)
    return out.getvalue()


def read_record(content: bytes, *, max_bytes: int = _MAX_BYTES) -> Exchange:
    """The fetched page in a record made by `make_record`; its two digests are checked on the way.

    Raises ArchiveError when the bytes are not exactly one gzip member with one response record, when a digest does not
    fit, or when the unpacked record is larger than `max_bytes`.
    """
    try:
        return _read_plain(_unpacked(content, max_bytes))
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, zlib.error) as failure:
        raise ArchiveError(f"Bản lưu không đọc được: {failure}.") from failure


def verify_record(content: bytes, expected_sha256: str) -> Verification:
    """Whether the record is, byte for byte, the one whose SHA-256 was noted, and still reads as a page.

    Never raises on bad content: the reason says what is wrong. Needs neither network nor database.
    """
    if not _SHA256_HEX.fullmatch(expected_sha256):
        return Verification(False, "Mã băm ghi trong sổ không hợp lệ: phải là 64 chữ số thập lục phân viết thường.")
    actual = sha256_hex(content)
    if actual != expected_sha256:
        return Verification(
            False, f"Bản lưu đã bị thay đổi: mã băm hiện tại là {actual}, khác mã băm ghi khi lưu là {expected_sha256}."
        )
    try:
        exchange = read_record(content)
    except ArchiveError as failure:
        return Verification(False, str(failure))
    return Verification(True, f"Bản lưu nguyên vẹn: nội dung trang {exchange.url} khớp mã băm ghi khi lưu.")


class _Sha256Writer(WARCWriter):  # type: ignore[misc]  # warcio has no type information
    """The library's writer with SHA-256 in place of its SHA-1."""

    @staticmethod
    def _create_digester() -> Digester:
        return Digester("sha256")


def _uuid(record_id: UUID | str) -> UUID:
    try:
        return record_id if isinstance(record_id, UUID) else UUID(record_id)
    except ValueError:
        raise ArchiveError(f"Mã bản lưu “{record_id}” không phải UUID.") from None


def _checked_url(url: str) -> str:
    if not url or re.search(r"[\s\x00-\x1f\x7f<>]", url):
        raise ArchiveError(f"Địa chỉ “{url}” trống hoặc chứa khoảng trắng, ký tự điều khiển.")
    return url


def _warc_date(moment: datetime) -> str:
    if moment.utcoffset() is None:
        raise ArchiveError("Thời điểm tải trang phải có múi giờ.")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _status_line(status: int) -> str:
    if not 100 <= status <= 599:
        raise ArchiveError(f"Mã trạng thái HTTP {status} nằm ngoài khoảng 100–599.")
    phrase = HTTPStatus(status).phrase if status in {known.value for known in HTTPStatus} else ""
    return f"{status} {phrase}".rstrip()


def _stored_headers(headers: Iterable[tuple[str, str]], body_length: int) -> list[tuple[str, str]]:
    stored = []
    for name, value in headers:
        if not _HEADER_NAME.fullmatch(name):
            raise ArchiveError(f"Tên trường đầu mục HTTP “{name}” không hợp lệ.")
        kept_name = _KEPT_PREFIX + name if name.lower() in _WIRE_HEADERS else name
        stored.append((kept_name, _CONTROL.sub(" ", value).strip()))
    return [*stored, ("Content-Length", str(body_length))]


def _received_headers(stored: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    received = []
    for name, value in stored[:-1]:  # the last one is our own Content-Length
        plain = name.removeprefix(_KEPT_PREFIX)
        received.append((plain if plain.lower() in _WIRE_HEADERS else name, value))
    return tuple(received)


def _unpacked(content: bytes, max_bytes: int) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    plain = unpacker.decompress(content, max_bytes + 1)
    if len(plain) > max_bytes:
        raise ArchiveError(f"Bản lưu giải nén vượt quá {max_bytes} byte.")
    if not unpacker.eof or unpacker.unused_data:
        raise ArchiveError("Bản lưu không đọc được: tệp bị cắt cụt hoặc có dữ liệu thừa.")
    return plain


def _read_plain(plain: bytes) -> Exchange:
    records = iter(ArchiveIterator(io.BytesIO(plain), check_digests="raise"))
    record = next(records, None)
    if record is None or record.rec_type != "response" or record.http_headers is None:
        raise ArchiveError("Bản lưu không đọc được: không có bản ghi trang web.")
    for name in ("WARC-Target-URI", "WARC-Date", "WARC-Payload-Digest", "WARC-Block-Digest"):
        if not record.rec_headers.get_header(name):
            raise ArchiveError(f"Bản lưu không đọc được: thiếu {name}.")
    body = record.raw_stream.read()
    if next(records, None) is not None:
        raise ArchiveError("Bản lưu không đọc được: có nhiều hơn một bản ghi.")
    try:
        fetched_at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
        status = int(record.http_headers.get_statuscode())
    except ValueError as failure:
        raise ArchiveError(f"Bản lưu không đọc được: {failure}.") from failure
    return Exchange(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=fetched_at,
        status=status,
        headers=_received_headers(record.http_headers.headers),
        body=body,
        payload_sha256=sha256_hex(body),
    )
