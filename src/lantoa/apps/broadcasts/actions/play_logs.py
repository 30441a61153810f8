"""Writes of the logs of stations' machines: a file taken in, its lines matched to airings."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.broadcasts.actions.playing import CannotReport, confirm_airing
from lantoa.apps.broadcasts.models import PlayLogUpload, PlayReport, Station
from lantoa.apps.broadcasts.play_log_lines import Columns, LogLine, columns_of, lines_of
from lantoa.apps.broadcasts.queries.play_log_matching import Matcher, NoMatch

MOST_LINES = 3_000
_MOST_BAD = 200
# Older machines write Vietnamese in the code page of Windows.
_OLD_ENCODING = "cp1258"
# Workbooks of both kinds, and text in UTF-16, which the guard reads itself.
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")


class CannotImport(ValueError):
    """The file cannot be taken in; the message, in Vietnamese, says why."""


@transaction.atomic
def take_play_log(
    *, station: Station, data: bytes, file_name: str, by: User, at: datetime
) -> tuple[PlayLogUpload, bool]:
    """Return the upload of a log, and whether it is new: the same file of the same station is taken once.

    Its lines are matched at once where the heads of its columns are known; else they wait until a person has said which
    column is which. UnreadableFile where it is no table, CannotImport for too many lines.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if known := PlayLogUpload.objects.filter(station=station, file_sha256=sha256).first():
        return known, False
    rows = _rows(data, file_name)
    if len(rows) > MOST_LINES:
        raise CannotImport(f"Tệp có {len(rows)} dòng, nhiều hơn {MOST_LINES}; hãy chia thành nhiều tệp.")
    upload, made = PlayLogUpload.objects.get_or_create(
        station=station, file_sha256=sha256,
        defaults={"file_name": file_name[:250], "uploaded_by": by, "uploaded_at": at, "counts": {"waiting": rows}},
    )  # fmt: skip
    if not made:  # the same press came twice at once
        return upload, False
    record_act("broadcasts.take_play_log", subject=upload, by=by, at=at, detail={"lines": len(rows)})
    columns = columns_of(rows)
    if columns and any(line.moment for line in lines_of(rows, columns)):
        import_play_log(upload=upload, columns=columns, by=by, at=at)
    return upload, True


def _rows(data: bytes, file_name: str) -> list[list[str]]:
    """Return the rows of the first table with something in it."""
    if not data.startswith(_NOT_TEXT) and b"\x00" not in data[:4096]:
        data = _unicode(data).encode()
    sheets = tables_of(data, name=file_name)
    rows = next((sheet.rows for sheet in sheets if any(any(row) for row in sheet.rows)), [])
    if not rows:
        raise CannotImport("Tệp không có dòng nào.")
    return rows


def _unicode(data: bytes) -> str:
    """Return the text of a .csv or .txt file, with tabs where only bars stand between the columns."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = unicodedata.normalize("NFC", data.decode(_OLD_ENCODING, errors="replace"))
    lines = text.splitlines()
    if lines and all("|" in line for line in lines if line.strip()) and "\t" not in text:
        return "\n".join("\t".join(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines)
    return text


@transaction.atomic
def import_play_log(
    *, upload: PlayLogUpload, columns: Columns, by: User, at: datetime, on: date | None = None
) -> dict[str, Any]:
    """Return the counts of a log whose lines were matched: each becomes one report, of an airing or with the reason why
    of none; a line that cannot be read is kept with its reason. Lines that another file brought before add nothing.
    """
    held = PlayLogUpload.objects.select_for_update().select_related("station").get(pk=upload.pk)
    rows = held.counts.get("waiting")
    if rows is None:
        raise CannotImport("Tệp này đã được khớp; hãy tải lại trang.")
    lines = lines_of(rows, columns, on=on)
    moments = [timezone.make_aware(line.moment) for line in lines if line.moment]
    matcher, known = Matcher(held.station, moments), _known_keys(held.station, moments)
    counts: Counter[str] = Counter(lines=len(lines), matched=0, unmatched=0, known=0, bad=0)
    bad: list[dict[str, Any]] = []
    for line in lines:
        outcome = "bad" if line.moment is None else _take(line, held, matcher, known, by=by, at=at)
        counts[outcome] += 1
        if line.moment is None and len(bad) < _MOST_BAD:
            bad.append({"number": line.number, "text": line.text, "problem": "không đọc được ngày, giờ"})
    result: dict[str, Any] = {**counts, "bad_lines": bad, "columns": asdict(columns)}
    held.counts = result
    held.save(update_fields=["counts"])
    upload.counts = result
    record_act("broadcasts.import_play_log", subject=held, by=by, at=at, detail=dict(counts))
    return result


def _known_keys(station: Station, moments: Sequence[datetime]) -> set[str]:
    """Return the keys of what logs of the station said of these moments before. One query."""
    if not moments:
        return set()
    said = PlayReport.objects.filter(station=station, played_at__range=(min(moments), max(moments)))
    return set(said.filter(how=PlayReport.How.LOG).values_list("key", flat=True))


def _take(line: LogLine, upload: PlayLogUpload, matcher: Matcher, known: set[str], *, by: User, at: datetime) -> str:
    """Return what became of the line: matched, unmatched, or known before."""
    assert line.moment
    played_at = timezone.make_aware(line.moment)
    said = f"{played_at.isoformat()}|{line.title}|{line.cluster}"
    key = f"log:{upload.station_id}:{hashlib.sha256(said.encode()).hexdigest()[:40]}"
    if key in known:
        return "known"
    known.add(key)
    values: dict[str, Any] = {"played_at": played_at, "how": PlayReport.How.LOG, "key": key, "seconds": line.seconds}
    try:
        airing, clusters = matcher.match(line, played_at)
        with transaction.atomic():
            confirm_airing(airing=airing, clusters=clusters, by=by, at=at, upload=upload, row=line.text, **values)
    except (NoMatch, CannotReport) as error:
        PlayReport.objects.create(
            station=upload.station, reported_by=by, reported_at=at, upload=upload, row=line.text,
            problem=str(error)[:300], **values,
        )  # fmt: skip
        return "unmatched"
    return "matched"


@transaction.atomic
def drop_play_log(*, upload: PlayLogUpload, by: User, at: datetime) -> None:
    """Forget a file whose columns nobody has named yet; CannotImport once its lines are in the log."""
    held = PlayLogUpload.objects.select_for_update().get(pk=upload.pk)
    if "waiting" not in held.counts or held.reports.exists():
        raise CannotImport("Các dòng của tệp đã ở trong nhật ký nên không bỏ được tệp.")
    record_act("broadcasts.drop_play_log", subject=held, by=by, at=at, detail={"file": held.file_name})
    held.delete()


def sample_of(upload: PlayLogUpload) -> Sequence[Sequence[str]]:
    """Return the first rows of a file whose columns nobody has named yet."""
    rows: list[list[str]] = upload.counts.get("waiting", [])
    return rows[:8]
