"""The one guard for files from outside: size, ratio, entries, time and memory are bounded before a parser sees them
(ADR 0007).
"""

import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
CHILD_SECONDS = 30
CHILD_MEMORY_BYTES = 1024 * 1024 * 1024


class UnreadableFile(ValueError):
    """The file cannot be read; the message, in Vietnamese, says why and what to do."""


def read_document_text(path: Path) -> str:
    """Return the text of a .txt, .md, .docx or .pdf file; UnreadableFile for anything else or beyond the limits."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile(f"Tệp {path.name} lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy chọn tệp văn bản gốc.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"Không mở được tệp {path}: kiểm tra lại đường dẫn và quyền đọc.") from error
    return text_of(data, name=path.name)


def text_of(data: bytes, *, name: str, marked: bool = False) -> str:
    """Return the text of a document given as bytes; the kind is told by its first bytes, not by its name.

    `marked`: of a .docx also what is set off and which list an item belongs to (guard_marked).
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"Tệp {name} lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy chọn tệp văn bản gốc.")
    if not data.strip():
        raise UnreadableFile(f"Tệp {name} trống; hãy chọn tệp có nội dung.")
    if data.startswith(b"PK\x03\x04"):
        _check_archive(data, name)
        return _text_by_child("docx-marked" if marked else "docx", data, name)
    if data.startswith(b"%PDF-"):
        return _text_by_child("pdf", data, name)
    return _decode(data, name)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo made anew from its pixels: JPEG upright, at most 2000 pixels a side, with nothing else in it."""

    jpeg: bytes
    width: int
    height: int


def read_photo(data: bytes) -> Photo:
    """Return a photo of a phone as a clean JPEG: turned upright, made smaller, without position, device or time.

    JPEG, PNG, WebP and HEIC, told by the first bytes; UnreadableFile for anything else or beyond the limits. Whatever
    else the file carried is not in what comes back. Decoded in a process of its own.
    """
    if not data:
        raise UnreadableFile("Tệp ảnh trống; hãy chụp hoặc chọn lại ảnh.")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"Ảnh lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy chụp lại ở cỡ nhỏ hơn.")
    kind = _photo_kind(data)
    if kind is None:
        raise UnreadableFile(
            "Tệp không phải ảnh JPEG, PNG, WebP hay HEIC; hãy chụp ảnh hoặc chụp màn hình rồi gửi lại."
        )
    module = "lantoa.apps.base.guard_child_photo"
    command = [sys.executable, "-m", module, kind, str(CHILD_SECONDS), str(CHILD_MEMORY_BYTES)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=CHILD_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"Ảnh không đọc xong trong {CHILD_SECONDS} giây; hãy chụp màn hình rồi gửi lại."
        ) from error
    if done.returncode:
        raise UnreadableFile(_PHOTO_REFUSALS.get(done.returncode, _PHOTO_BROKEN))
    size, _, jpeg = done.stdout.partition(b"\n")
    width, height = (int(part) for part in size.split(b"x"))
    return Photo(jpeg, width, height)


_PHOTO_BROKEN = "Ảnh bị hỏng hoặc chưa tải lên hết; hãy gửi lại, hoặc chụp màn hình rồi gửi ảnh đó."
# What the child's exit status means (guard_child_photo.py).
_PHOTO_REFUSALS = {
    3: "Ảnh có quá nhiều điểm ảnh nên không được mở; hãy chụp lại ở cỡ nhỏ hơn.",
    4: "Ảnh động không dùng làm minh chứng được; hãy gửi một ảnh tĩnh.",
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})


def _photo_kind(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "HEIF"
    return None


def _decode(data: bytes, name: str) -> str:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(
        f"Tệp {name} không phải văn bản Unicode, .docx hay .pdf; hãy lưu lại dưới dạng .docx hoặc .txt (UTF-8)."
    )


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(f"Tệp {name} bị hỏng; hãy mở bằng Word và lưu lại.") from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * len(data):
        raise UnreadableFile(f"Tệp {name} nén bất thường nên không được mở; hãy gửi tệp văn bản gốc.")
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise UnreadableFile(f"Tệp {name} là tệp nén nhưng không phải .docx; hãy lưu dưới dạng .docx hoặc .txt.")


def _text_by_child(kind: str, data: bytes, name: str) -> str:
    """Parse in a process of its own: a file that makes the parser run wild costs one process, not the service."""
    command = [sys.executable, "-m", "lantoa.apps.base.guard_child", kind, str(CHILD_SECONDS), str(CHILD_MEMORY_BYTES)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=CHILD_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"Tệp {name} không đọc xong trong {CHILD_SECONDS} giây.") from error
    if done.returncode:
        raise UnreadableFile(f"Không đọc được tệp {name}; hãy mở bằng Word và lưu lại dưới dạng .docx hoặc .txt.")
    text = done.stdout.decode("utf-8")
    if not text.strip():
        raise UnreadableFile(f"Tệp {name} không có chữ (có thể là bản quét ảnh); hãy dùng bản .docx hoặc .txt.")
    return text
