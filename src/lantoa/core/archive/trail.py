"""The chain over acts: each act as canonical bytes, its place, and the check of a whole trail, offline."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from lantoa.core.archive.chain import ChainError, chain_hash
from lantoa.core.archive.records import sha256_hex


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to which row, when and from where; `detail` is JSON, `at` has a zone."""

    at: datetime
    actor: str
    origin: str
    act: str
    subject_type: str
    subject_id: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SealedAct:
    """An act with its place, counted from 1, and the hashes of the act before (empty for the first) and of itself."""

    position: int
    previous_sha256: str
    sha256: str
    act: Act


@dataclass(frozen=True, slots=True)
class TrailHead:
    """Where a trail ends: the place and hash of its last act; place 0 and no hash for an empty one."""

    position: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class TrailVerdict:
    """How far a trail holds: its head as far as it does, and where and why (in Vietnamese) it is broken, if it is."""

    holds_to: TrailHead
    broken_at: int | None = None
    reason: str = ""


def act_bytes(act: Act) -> bytes:
    """The act as canonical JSON in UTF-8: keys in order, no spaces, time in UTC to the microsecond.

    Raises ChainError for a time without zone or a detail that is not JSON.

    >>> moment = datetime(2023, 6, 1, 8, tzinfo=UTC)
    >>> act_bytes(Act(moment, "cán bộ", "", "x.do", "x.row", "1", {"b": 1, "a": None})).decode()[7:65]
    '"x.do","actor":"cán bộ","at":"2023-06-01T08:00:00.000000Z"'
    """
    if act.at.utcoffset() is None:
        raise ChainError("Thời điểm của dòng nhật ký phải có múi giờ.")
    values = asdict(act) | {"at": act.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"}
    try:
        text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ChainError(f"Chi tiết của dòng nhật ký không phải JSON: {error}.") from error
    return text.encode("utf-8", "surrogatepass")


def seal_act(act: Act, *, after: TrailHead) -> SealedAct:
    """The act with its place and hashes, right after the head given.

    >>> moment = datetime(2023, 6, 1, 8, tzinfo=UTC)
    >>> sealed = seal_act(Act(moment, "cán bộ", "", "x.do", "x.row", "1", {}), after=TrailHead())
    >>> check_trail([sealed]).holds_to == TrailHead(1, sealed.sha256)
    True
    """
    position = after.position + 1
    sha256 = chain_hash(after.sha256 or None, sha256_hex(act_bytes(act)), str(position))
    return SealedAct(position, after.sha256, sha256, act)


def check_trail(rows: Iterable[SealedAct], *, head: TrailHead | None = None) -> TrailVerdict:
    """How far the rows, in the order of their places, form one unbroken trail from the first act on.

    Rows cut off at the end leave a shorter trail that holds: pass the head kept elsewhere to find that too; a head
    of an earlier day is looked for on the way. Constant memory.
    """
    reached = TrailHead()
    for row in rows:
        if reason := _fault(row, reached):
            return TrailVerdict(reached, reached.position + 1, reason)
        reached = TrailHead(row.position, row.sha256)
        if head is not None and head.position == row.position and head.sha256 != row.sha256:
            reason = f"Mã băm của dòng {row.position} khác mã đã giữ ở nơi khác: chuỗi đã được làm lại."
            return TrailVerdict(reached, row.position, reason)
    if head is not None and head.position > reached.position:
        reason = (
            f"Chuỗi kết thúc ở dòng {reached.position} nhưng đã niêm phong đến dòng {head.position}: thiếu phần cuối."
        )
        return TrailVerdict(reached, reached.position + 1, reason)
    return TrailVerdict(reached)


def _fault(row: SealedAct, reached: TrailHead) -> str:
    if row.position != reached.position + 1:
        return f"Thiếu dòng {reached.position + 1}: sau dòng {reached.position} là dòng {row.position}."
    if row.previous_sha256 != reached.sha256:
        return f"Dòng {row.position} không nối tiếp dòng trước: mã băm của dòng trước đã khác."
    try:
        expected = seal_act(row.act, after=reached)
    except ChainError as error:
        return f"Dòng {row.position} không đọc được: {error}"
    if row.sha256 != expected.sha256:
        return f"Nội dung của dòng {row.position} đã bị sửa: không khớp mã băm khi niêm phong."
    return ""


def trail_line(row: SealedAct) -> str:
    """One line of JSON that holds all of a sealed act, for a file that is checked elsewhere; see `read_trail_line`."""
    seal = {"position": row.position, "previous_sha256": row.previous_sha256, "sha256": row.sha256}
    return json.dumps(seal | json.loads(act_bytes(row.act)), ensure_ascii=False, separators=(",", ":"))


def read_trail_line(line: str) -> SealedAct:
    """The sealed act of a line; ChainError for a line that is none.

    >>> moment = datetime(2023, 6, 1, 8, tzinfo=UTC)
    >>> sealed = seal_act(Act(moment, "cán bộ", "", "x.do", "x.row", "1", {}), after=TrailHead())
    >>> read_trail_line(trail_line(sealed)) == sealed
    True
    """
    try:
        values = json.loads(line)
        seal = {name: values.pop(name) for name in ("position", "previous_sha256", "sha256")}
        values["at"] = datetime.fromisoformat(values["at"])
        return SealedAct(**seal, act=Act(**values))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ChainError(f"Không phải một dòng nhật ký: {line[:80]}") from error
