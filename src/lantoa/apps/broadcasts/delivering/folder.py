"""The folder: packages put where a station's machine, or a program that copies folders to it, takes them.

Below one folder that the operator names (LANTOA_DELIVERY_DIR), one of each station. A package is there whole or not at
all: written beside, flushed, then renamed.
"""

import errno
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lantoa.apps.broadcasts.delivering.parcels import NotDelivered, Parcel, Withdrawal

NOTICE_FORMAT, NOTICE_VERSION = "lantoa.rut-ban-tin", 1
_PART = ".part"
# What a killed process left behind is cleared away when it is older than any writing takes.
_LEFT_BEHIND_SECONDS = 300
_REASONS = {
    errno.ENOSPC: "ổ đĩa đã đầy; hãy dọn bớt rồi chờ lần thử sau",
    errno.EDQUOT: "thư mục đã hết hạn mức dung lượng; hãy dọn bớt rồi chờ lần thử sau",
    errno.EACCES: "không có quyền ghi; hãy cho tài khoản chạy Lan Tỏa quyền ghi vào thư mục này",
    errno.EPERM: "không có quyền ghi; hãy cho tài khoản chạy Lan Tỏa quyền ghi vào thư mục này",
    errno.EROFS: "ổ đĩa chỉ cho đọc; hãy gắn lại ổ đĩa cho phép ghi",
    errno.ENOTDIR: "tại đó có một tệp trùng tên thư mục; hãy đổi tên tệp ấy",
    errno.EEXIST: "tại đó có một tệp trùng tên thư mục; hãy đổi tên tệp ấy",
    errno.ENOENT: "thư mục không có (ổ đĩa chưa được gắn?)",
}


def notice_name(bulletin: str) -> str:
    """Return the name of the file that says that a bulletin is taken back."""
    return f"rut-{bulletin}.json"


class FolderCarrier:
    """Puts packages into the folder of their station below `base`. `make_base`: the base itself may be made too."""

    def __init__(self, base: Path, *, make_base: bool = False) -> None:
        self._base = base
        self._make_base = make_base

    def deliver(self, parcel: Parcel) -> str:
        """Return where the package is; one that is there already is not written again. NotDelivered as above."""
        with self._ready(parcel.station) as folder:
            target = folder / parcel.name
            if not (target.is_file() and target.read_bytes() == parcel.content):
                _write_whole(target, parcel.content)
            (folder / notice_name(parcel.bulletin)).unlink(missing_ok=True)
        return f"{parcel.station}/{parcel.name}"

    def withdraw(self, notice: Withdrawal) -> str:
        """Return where the notice is that stands in place of the package, written before the package goes."""
        said = {
            "format": NOTICE_FORMAT,
            "version": NOTICE_VERSION,
            "bulletin": notice.bulletin,
            "title": notice.title,
            "station": notice.station,
            "file": notice.name,
            "reason": notice.reason,
            "withdrawn_at": notice.withdrawn_at,
        }
        name = notice_name(notice.bulletin)
        with self._ready(notice.station) as folder:
            _write_whole(folder / name, json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n")
            (folder / notice.name).unlink(missing_ok=True)
            _flush_folder(folder)
        return f"{notice.station}/{name}"

    @contextmanager
    def _ready(self, station: str) -> Iterator[Path]:
        """Give the folder of a station, there and inside the base; what goes wrong in it is told in Vietnamese."""
        folder = self._base / station
        try:
            if self._make_base:
                self._base.mkdir(parents=True, exist_ok=True)
            folder.mkdir(exist_ok=True)
            if folder.resolve().parent != self._base.resolve():
                raise NotDelivered(f"Thư mục giao {folder} dẫn ra ngoài thư mục gốc nên không ghi.", passing=False)
            yield folder
        except OSError as error:
            reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
            raise NotDelivered(f"Không ghi được vào thư mục giao {folder}: {reason}.") from error


def _write_whole(target: Path, content: bytes) -> None:
    _clear_left_behind(target)
    part = tempfile.NamedTemporaryFile(  # noqa: SIM115  (closed before it is renamed)
        dir=target.parent, prefix=f".{target.name}.", suffix=_PART, delete=False
    )
    try:
        with part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).chmod(0o644)  # the station's machine reads it under an account of its own
        Path(part.name).replace(target)
    except BaseException:
        Path(part.name).unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _clear_left_behind(target: Path) -> None:
    before = time.time() - _LEFT_BEHIND_SECONDS
    for left in target.parent.glob(f".{target.name}.*{_PART}"):
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Make a rename outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
