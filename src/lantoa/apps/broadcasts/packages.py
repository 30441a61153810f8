"""The package of a bulletin for one station: one ZIP with text, sound, a manifest and checksums.

The manifest is a format of our own, neutral and versioned (data/package_schema.json, docs/reference/formats.md). The
same records give the same bytes: fixed order, fixed dates, nothing compressed, since sound is and text is short.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

FORMAT, VERSION = "lantoa.goi-phat", 1
MANIFEST, SUMS, SCRIPT, README = "manifest.json", "SHA256SUMS", "script.txt", "DOC-TOI.txt"
SOUNDS = {"sound.mp3": "audio/mpeg", "sound.opus": "audio/ogg"}
TEXT_TYPE = "text/plain; charset=utf-8"
# As they stand in the archive; whatever else is in one was not put there by us.
NAMES = (README, MANIFEST, SCRIPT, *SOUNDS, SUMS)
_PIECE_BYTES = 256 * 1024


class PackageBroken(ValueError):
    """A file is not what the database says of it, so no package is made; the message, in Vietnamese, says which."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package: its content, or where it lies with the size and SHA-256 that the database says."""

    name: str
    media_type: str
    size: int
    sha256: str
    content: bytes = b""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """What goes to a station: the manifest, the files it names, and the moment that stands on them all."""

    name: str
    manifest: Mapping[str, Any]
    files: tuple[PackageFile, ...]
    dated: datetime

    @property
    def manifest_bytes(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return json.dumps(self.manifest, ensure_ascii=False, indent=2).encode() + b"\n"

    @property
    def manifest_sha256(self) -> str:
        """Return what tells two packages apart without reading their sound."""
        return hashlib.sha256(self.manifest_bytes).hexdigest()


def text_file(name: str, words: str) -> PackageFile:
    """Return a file of the package with these words and nothing else."""
    content = words.encode()
    return PackageFile(name, TEXT_TYPE, len(content), hashlib.sha256(content).hexdigest(), content)


def package(name: str, said: Mapping[str, Any], files: tuple[PackageFile, ...], *, dated: datetime) -> Package:
    """Return the package of these files; `said` is the manifest but for what concerns format and files."""
    rows = [
        {"name": file.name, "media_type": file.media_type, "bytes": file.size, "sha256": file.sha256} for file in files
    ]
    return Package(name, {"format": FORMAT, "version": VERSION, **said, "files": rows}, files, dated)


def package_bytes(made: Package) -> bytes:
    """Return the archive; PackageBroken where a file is missing or another one than the database says."""
    out = io.BytesIO()
    write_package(made, out)
    return out.getvalue()


def write_package(made: Package, out: IO[bytes]) -> None:
    """Write the archive to a file one can seek in; PackageBroken as above, and then the file is worth nothing."""
    manifest = made.manifest_bytes
    sums = {file.name: file.sha256 for file in made.files} | {MANIFEST: made.manifest_sha256}
    lines = "".join(f"{sums[name]}  {name}\n" for name in NAMES if name in sums).encode()
    there = {file.name: file for file in made.files}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in NAMES:
            if name == MANIFEST:
                archive.writestr(_entry(name, made.dated), manifest)
            elif name == SUMS:
                archive.writestr(_entry(name, made.dated), lines)
            elif name in there:
                _write_file(archive, there[name], made.dated)


def _write_file(archive: zipfile.ZipFile, file: PackageFile, dated: datetime) -> None:
    entry = _entry(file.name, dated)
    entry.file_size = file.size
    seen = hashlib.sha256()
    with archive.open(entry, "w") as target:
        for piece in _pieces(file):
            seen.update(piece)
            target.write(piece)
    if seen.hexdigest() != file.sha256:
        raise PackageBroken(
            f"Tệp {file.name} trên máy chủ đã khác với lúc làm (SHA-256 không khớp); hãy làm lại bản âm thanh."
        )


def _pieces(file: PackageFile) -> Iterator[bytes]:
    if file.path is None:
        yield file.content
        return
    try:
        with file.path.open("rb") as source:
            while piece := source.read(_PIECE_BYTES):
                yield piece
    except OSError as error:
        raise PackageBroken(
            f"Không đọc được tệp {file.name} trên máy chủ ({error.strerror}); hãy làm lại bản âm thanh."
        ) from error


def _entry(name: str, dated: datetime) -> zipfile.ZipInfo:
    moment = (max(dated.year, 1980), dated.month, dated.day, dated.hour, dated.minute, dated.second // 2 * 2)
    entry = zipfile.ZipInfo(name, date_time=moment)
    entry.create_system = 3  # Unix, whatever machine this is
    entry.external_attr = 0o100644 << 16
    return entry
