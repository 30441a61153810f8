"""The source-information system of the ministry or the province (hệ thống thông tin nguồn).

Its API (guidance 2455/BTTTT-TTCS of 27/06/2023, version 2.0, amended by 5616/BTTTT-TTCS) is not public, so nothing of
it is written here and nothing invented. Whoever has it writes a Carrier: it is handed our neutral package, whole, and
says what the system answered. Off until LANTOA_SOURCE_SYSTEM names one.
"""

import hashlib
import json
import os
from pathlib import Path

from lantoa.apps.broadcasts.delivering.parcels import NotDelivered, Parcel, Withdrawal

_OFF = (
    "Chưa nối hệ thống thông tin nguồn: người vận hành đặt LANTOA_SOURCE_SYSTEM khi có giao tiếp của hệ thống ấy "
    "(giao tiếp theo Công văn 2455/BTTTT-TTCS không công khai)."
)
_MARK = (
    "THƯ MỤC MINH HỌA\n\nĐây là hệ thống thông tin nguồn GIẢ, chỉ để xem thử và kiểm thử: gói phát dừng ở đây, "
    "không tới hệ thống nào.\n"
)


class NotConnected:
    """Stands where no system is named: every parcel is refused, with what the operator can do."""

    def deliver(self, parcel: Parcel) -> str:
        """Raise NotDelivered."""
        raise NotDelivered(_OFF, passing=False)

    def withdraw(self, notice: Withdrawal) -> str:
        """Raise NotDelivered."""
        raise NotDelivered(_OFF, passing=False)


class FakeSourceSystem:
    """An illustrative receiver: it keeps what it got below a folder, and answers with receipts that say so."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, parcel: Parcel) -> str:
        """Return the receipt; the same parcel again gets the same one, and is not kept twice."""
        folder = self._station(parcel.station)
        receipt = _receipt(parcel.key)
        if not (folder / f"{receipt}.json").exists():
            _keep(folder / f"{receipt}.zip", parcel.content)
            said = {"receipt": receipt, "bulletin": parcel.bulletin, "file": parcel.name, "sha256": parcel.sha256}
            _keep(folder / f"{receipt}.json", json.dumps(said, ensure_ascii=False).encode())
        return receipt

    def withdraw(self, notice: Withdrawal) -> str:
        """Return the receipt for what was taken back; what had come stays, as a real system would remember it."""
        folder = self._station(notice.station)
        receipt = _receipt(notice.key)
        said = {"receipt": receipt, "bulletin": notice.bulletin, "withdrawn": notice.reason}
        _keep(folder / f"{receipt}.json", json.dumps(said, ensure_ascii=False).encode())
        return receipt

    def _station(self, station: str) -> Path:
        folder = self._folder / station
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _keep(self._folder / "MINH-HOA.txt", _MARK.encode())
        except OSError as error:
            raise NotDelivered(f"Không ghi được vào thư mục minh họa {folder}: {error.strerror}.") from error
        return folder


def _receipt(key: str) -> str:
    return f"minh-hoa-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _keep(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)
