"""A procedure as read from a file: plain values of the fields that the file has, and what is wrong with them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from lantoa.apps.services.models import Fee, LegalDocument, Procedure, ProcedureBasis, ProcedureStep, Requirement
from lantoa.apps.services.procedure_files.given import DAYS, FIELDS
from lantoa.apps.services.procedure_files.labels import LABELS
from lantoa.apps.services.procedure_files.levels import code_of, level_of, online_of
from lantoa.core.viettext import fold, to_nfc

REQUIRED = ("name", "plain_title", "sector", "level", "summary", "source")
_PLAIN = ("name", "plain_title", "summary", "who", "where", "time_words", "fee_words", "result", "notes", "source",
          "sector", "owner", "portal_address")  # fmt: skip
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PART_FIELDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "requirements": (Requirement, ("name", "only_if", "copies", "note")),
    "fees": (Fee, ("name", "amount_dong", "online_dong", "note")),
    "bases": (ProcedureBasis, ("number", "article", "title")),
}
_FIRST = {"requirements": "tên giấy tờ", "fees": "khoản phải nộp", "bases": "số, ký hiệu văn bản"}


class BadValue(ValueError):
    """A value of a file that cannot be read; the message, in Vietnamese, says what to do."""


@dataclass(slots=True)
class ReadProcedure:
    """One procedure of a file: `place` says where it stands, `values` are plain JSON of the fields that the file has,
    `errors` and `remarks` are (column, words).
    """

    place: str
    values: dict[str, Any]
    errors: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return {
            "place": self.place,
            "values": self.values,
            "errors": [list(one) for one in self.errors],
            "remarks": [list(one) for one in self.remarks],
        }


def read_one(place: str, raw: Mapping[str, Any]) -> ReadProcedure:
    """Return the procedure of raw values under the names of the fields; a name that is none of them is an error.

    >>> one = read_one("dòng 2", {"name": "A", "level": "Cấp xã", "online": "Mức độ 4", "working_days": "3"})
    >>> one.values["level"], one.values["online"], one.values["working_days"]
    ('commune', 'whole', 3)
    >>> [column for column, _ in one.remarks]
    ['Trực tuyến']
    """
    read = ReadProcedure(place, {})
    for name in raw:
        if name not in FIELDS:
            read.errors.append((str(name)[:40], "không phải tên trường của thủ tục; hãy xem tệp mẫu."))
    for name in FIELDS:
        if name not in raw:
            continue
        try:
            read.values[name] = _reader(name)(read, raw[name])
        except BadValue as error:
            read.errors.append((LABELS[name], str(error)))
    return read


def _reader(name: str) -> Callable[[ReadProcedure, Any], Any]:
    if name in _PART_FIELDS:
        return lambda read, value: _parts(name, value)
    if name in DAYS:
        return lambda read, value: _day(value)
    if name in _PLAIN:
        return lambda read, value: _text(value, Procedure, name)
    return _READERS[name]


def _text(value: Any, model: Any = None, name: str = "", *, most: int = 0) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadValue("phải là chữ.")
    text = "\n".join(" ".join(line.split()) for line in to_nfc(str(value)).splitlines()).strip()
    column = model._meta.get_field(name) if model is not None else None
    most = most or getattr(column, "max_length", None) or 0
    if most and len(text) > most:
        raise BadValue(f"dài {len(text)} chữ, nhiều nhất {most}; hãy rút gọn.")
    return text


def _slug(read: ReadProcedure, value: Any) -> str:
    text = _text(value, most=80)
    if text and not _SLUG.fullmatch(text):
        raise BadValue(f"“{text[:40]}” chưa đúng; chỉ dùng chữ thường không dấu, số và gạch nối, hoặc để trống.")
    return text


def _code(read: ReadProcedure, value: Any) -> str:
    try:
        return code_of(_text(value))
    except ValueError as error:
        raise BadValue(str(error)) from error


def _words(read: ReadProcedure, value: Any) -> list[str]:
    rows = value if isinstance(value, list) else re.split(r"[;\n]", _text(value))
    texts = [_text(row, most=120) for row in rows]
    return list(dict.fromkeys(text for text in texts if text))


def _level(read: ReadProcedure, value: Any) -> str:
    text = _text(value)
    if text and not level_of(text):
        raise BadValue(f"“{text[:40]}” chưa rõ; hãy ghi cấp xã, cấp tỉnh hoặc cơ quan trung ương.")
    return level_of(text)


def _online(read: ReadProcedure, value: Any) -> str:
    found, written = online_of(_text(value))
    if written:
        said = (
            f"đã hiểu là “{'toàn trình' if found == 'whole' else 'một phần' if found == 'part' else 'nộp trực tiếp'}”"
        )
        read.remarks.append(
            (LABELS["online"], f"tệp ghi “{written[:60]}”: {said if found else 'chưa rõ là mức nào nên để trống'}; "
             "chữ trong tệp được giữ ở phần cần lưu ý.")
        )  # fmt: skip
        read.values["_written_level"] = written[:100]
    return found


def _days(read: ReadProcedure, value: Any) -> int | None:
    text = _text(value).removesuffix(" ngày làm việc").removesuffix(" ngày").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) > 2000:
        raise BadValue(f"“{text[:40]}” không phải số ngày; hãy ghi một số, phần chữ ghi ở “Thời gian giải quyết”.")
    return int(text)


def _steps(read: ReadProcedure, value: Any) -> list[str]:
    if not isinstance(value, list):
        raise BadValue("phải là danh sách các bước.")
    texts = [_text(row, ProcedureStep, "text") for row in value]
    return [text for text in texts if text]


_READERS: dict[str, Callable[[ReadProcedure, Any], Any]] = {
    "slug": _slug, "code": _code, "everyday_words": _words, "level": _level, "online": _online, "working_days": _days,
    "steps": _steps,
}  # fmt: skip


def _day(value: Any) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    text = _text(value)
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    raise BadValue(f"“{text[:40]}” không phải ngày; hãy ghi như 01/07/2025.")


def _parts(name: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise BadValue("phải là danh sách, mỗi mục có tên từng phần.")
    model, names = _PART_FIELDS[name]
    found = []
    for place, row in enumerate(value, start=1):
        if unknown := [str(key) for key in row if key not in names]:
            raise BadValue(f"mục {place}: không có phần “{unknown[0][:40]}”.")
        try:
            one = {key: _part(model, key, row.get(key)) for key in names}
        except BadValue as error:
            raise BadValue(f"mục {place}: {error}") from error
        if not any(one.values()):
            continue
        if not one[names[0]]:
            raise BadValue(f"mục {place}: thiếu {_FIRST[name]}.")
        found.append(one)
    return found


def _part(model: Any, key: str, value: Any) -> Any:
    if key in ("amount_dong", "online_dong"):
        return _money(value)
    return _text(value, LegalDocument if key in ("number", "title") else model, key)


def _money(value: Any) -> int | None:
    text = fold(_text(value)).removesuffix("dong").removesuffix("d").strip()
    digits = re.sub(r"[.\s]", "", text)
    if not text:
        return None
    if not (digits.isascii() and digits.isdecimal()) or int(digits) > 2_000_000_000:
        raise BadValue(f"“{_text(value)[:40]}” không phải số tiền; hãy ghi như 8000 hoặc 8.000, chưa rõ thì để trống.")
    return int(digits)


def with_written_level(values: Mapping[str, Any], notes_before: str) -> dict[str, Any]:
    """Return the values of the fields, with an old level as the file wrote it kept in the notes, once.

    >>> with_written_level({"name": "A", "_written_level": "mức độ 3, 4"}, "")
    {'name': 'A', 'notes': 'Mức trực tuyến ghi trong nguồn: mức độ 3, 4.'}
    """
    found = {name: value for name, value in values.items() if name in FIELDS}
    if written := values.get("_written_level"):
        line = f"Mức trực tuyến ghi trong nguồn: {written}."
        notes = str(found.get("notes", notes_before))
        found["notes"] = notes if line in notes else "\n".join(part for part in (notes, line) if part)
    return found


def missing(values: Mapping[str, Any]) -> Iterable[str]:
    """Give the required fields that have no value."""
    return (name for name in REQUIRED if not values.get(name))
