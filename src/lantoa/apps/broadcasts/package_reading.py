"""A package from outside, checked: is it whole, unchanged and of our format? Read under limits, nothing is unpacked."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from lantoa.apps.broadcasts.manifest_schema import manifest_problems
from lantoa.apps.broadcasts.packages import FORMAT, MANIFEST, NAMES, SCRIPT, SOUNDS, SUMS

# An hour of sound twice is below 60 MB.
MAX_BYTES = 200 * 1024 * 1024
_MAX_TEXT_BYTES = 2 * 1024 * 1024
_MAX_DEPTH_BYTES = 100_000  # a manifest is some kilobytes; deeper ones only tire the parser
_PIECE_BYTES = 256 * 1024
_BEGINNINGS = {"sound.mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"), "sound.opus": (b"OggS",)}
_DAMAGED = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, OverflowError)


@dataclass(slots=True)
class Checked:
    """What was found: every problem in Vietnamese, and the manifest where it could be read."""

    problems: list[str] = field(default_factory=list)
    manifest: dict[str, Any] | None = None
    sha256: str = ""


def check_package(path: Path) -> Checked:
    """Return what the file has against being a package; no problem means that it is whole and unchanged.

    Limits: 200 MB, only the names of a package, stored whole (a package is never compressed), no encryption, each once.
    """
    found = Checked()
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            found.problems.append(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB nên không được mở.")
            return found
        with path.open("rb") as file:
            found.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            _check_archive(file, size, found)
    except OSError as error:
        found.problems.append(f"Không mở được tệp: {error.strerror or error}.")
    return found


def _check_archive(file: IO[bytes], size: int, found: Checked) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            found.problems += _problems_of_entries(archive.infolist(), size)
            if not found.problems:
                found.problems += _problems_of_content(archive, found)
    except _DAMAGED as error:
        found.problems.append(f"Tệp không phải ZIP, hoặc bị hỏng ({type(error).__name__}).")


def _problems_of_entries(entries: list[zipfile.ZipInfo], size: int) -> Iterator[str]:
    """Yield what is wrong with the table of contents; nothing of the content is read before that is in order."""
    names = [entry.filename for entry in entries]
    if len(entries) > len(NAMES):
        yield f"Trong gói có {len(entries)} mục; gói phát có nhiều nhất {len(NAMES)} tệp."
        return
    for entry in entries:
        shown = entry.filename[:60]
        if entry.filename not in NAMES:
            yield f"Trong gói có tệp lạ “{shown}”."
        elif names.count(entry.filename) > 1:
            yield f"Tệp {shown} có hơn một bản trong gói."
        elif entry.flag_bits & 0x1:
            yield f"Tệp {shown} bị khóa bằng mật khẩu."
        elif entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
            yield f"Tệp {shown} được nén; các tệp trong gói phát không nén."
        elif stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            yield f"“{shown}” không phải tệp thường."
        elif entry.file_size > (size if entry.filename in SOUNDS else _MAX_TEXT_BYTES):
            yield f"Tệp {shown} lớn bất thường."
    if sum(entry.file_size for entry in entries) > size:
        yield "Các tệp ghi trong gói lớn hơn chính gói."
    for name in (MANIFEST, SUMS, SCRIPT):
        if name not in names:
            yield f"Thiếu tệp {name}."


def _problems_of_content(archive: zipfile.ZipFile, found: Checked) -> Iterator[str]:
    sums: dict[str, tuple[int, str]] = {}
    for name in archive.namelist():
        try:
            sums[name] = _size_and_sum(archive, name)
        except _DAMAGED:
            yield f"Tệp {name} bị hỏng trong gói (CRC không khớp)."
    if len(sums) < len(archive.namelist()):
        return
    yield from _problems_of_sums(archive.read(SUMS), sums)
    if sums[MANIFEST][0] > _MAX_DEPTH_BYTES:
        yield "Tệp manifest.json lớn bất thường."
        return
    try:
        manifest = json.loads(archive.read(MANIFEST).decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        yield "Tệp manifest.json không phải JSON (UTF-8)."
        return
    problems = _problems_of_format(manifest)
    yield from problems
    if not problems:
        found.manifest = manifest
        yield from _problems_of_files(manifest, sums)
        yield from _problems_of_sounds(archive, manifest)


def _problems_of_format(manifest: object) -> list[str]:
    if isinstance(manifest, dict) and manifest.get("format") != FORMAT:
        return [f"manifest.json không nói đây là gói phát (“format” phải là “{FORMAT}”)."]
    return manifest_problems(manifest)


def _size_and_sum(archive: zipfile.ZipFile, name: str) -> tuple[int, str]:
    seen, size = hashlib.sha256(), 0
    with archive.open(name) as source:
        while piece := source.read(_PIECE_BYTES):
            size += len(piece)
            seen.update(piece)
    return size, seen.hexdigest()


def _problems_of_sums(data: bytes, sums: dict[str, tuple[int, str]]) -> Iterator[str]:
    said = {}
    for line in data.decode("utf-8", "replace").splitlines():
        sha256, gap, name = line.partition("  ")
        if not gap or name not in sums:
            yield f"SHA256SUMS có dòng không hiểu được: “{line[:80]}”."
        else:
            said[name] = sha256
    for name in sums:
        if name == SUMS:
            continue
        if name not in said:
            yield f"SHA256SUMS không ghi tệp {name}."
        elif said[name] != sums[name][1]:
            yield f"Tệp {name} đã bị thay đổi: không khớp SHA256SUMS."


def _problems_of_files(manifest: dict[str, Any], sums: dict[str, tuple[int, str]]) -> Iterator[str]:
    named = {row["name"]: row for row in manifest["files"]}
    if len(named) < len(manifest["files"]):
        yield "manifest.json ghi một tệp hơn một lần."
    for name, row in named.items():
        if name not in sums:
            yield f"manifest.json ghi tệp {name} nhưng trong gói không có."
        elif (row["bytes"], row["sha256"]) != sums[name]:
            yield f"Tệp {name} không khớp manifest.json (kích thước hoặc SHA-256)."
    for name in sums:
        if name not in named and name not in {MANIFEST, SUMS}:
            yield f"manifest.json không ghi tệp {name}."
    if manifest["script"]["sha256"] != sums[SCRIPT][1]:
        yield "Lời đọc (script.txt) không phải lời đã duyệt."
    if manifest["bulletin"]["valid_from"] >= manifest["bulletin"]["valid_until"]:
        yield "Thời hạn phát kết thúc trước khi bắt đầu."


def _problems_of_sounds(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[str]:
    there = [name for name in SOUNDS if name in archive.namelist()]
    if there and manifest["sound"] is None:
        yield "Gói có âm thanh nhưng manifest.json nói là không có."
    if manifest["sound"] is not None and not there:
        yield "manifest.json nói có âm thanh nhưng gói không có."
    if manifest["sound"] is None and not manifest["sound_missing_because"]:
        yield "manifest.json không nói vì sao gói không có âm thanh."
    for name in there:
        with archive.open(name) as source:
            beginning = source.read(4)
        if not beginning.startswith(_BEGINNINGS[name]):
            yield f"Tệp {name} không phải âm thanh {name.rpartition('.')[2].upper()}."
