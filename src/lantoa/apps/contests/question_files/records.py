"""A question as read from a file: its values in plain JSON, where it stands, what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lantoa.apps.contests.models import Question
from lantoa.apps.contests.models.bank import Difficulty
from lantoa.apps.contests.question_content import LETTERS, MOST_OPTIONS, QuestionContent, problems_of, tidied
from lantoa.apps.directives.models import Theme
from lantoa.core.scoring import read_answer
from lantoa.core.viettext import accent_key, fold, to_nfc

KINDS = dict(Question.Kind.choices)
DIFFICULTIES = dict(Difficulty.choices)
# What each field is called in a preview, in the workbook and before a colon in a document.
COLUMNS = {
    "text": "Câu hỏi", "kind": "Dạng", "options": "Phương án", "key": "Đáp án", "difficulty": "Độ khó",
    "explanation": "Giải thích", "source": "Căn cứ", "source_address": "Địa chỉ căn cứ", "valid_from": "Đúng từ ngày",
    "valid_to": "Đúng đến hết ngày", "theme": "Nội dung",
}  # fmt: skip
_KIND_WORDS = {fold(label): value for value, label in KINDS.items()} | {value: value for value in KINDS} | {
    "mot dap an": "single", "nhieu dap an": "multiple", "trac nghiem": "single", "dung/sai": "true_false",
    "dung sai": "true_false", "sap xep": "order", "xep thu tu": "order", "dien so": "number", "so": "number",
}  # fmt: skip
_DIFFICULTY_WORDS = {fold(label): value for value, label in DIFFICULTIES.items()} | {
    "trung binh": "medium", **{value: value for value in DIFFICULTIES}
}  # fmt: skip
_TRUTH = {"dung": True, "d": True, "true": True, "t": True, "sai": False, "s": False, "false": False, "f": False}
_BETWEEN = r"(?:\s*(?:,|;|-|–|&|/|→|>|và)\s*|\s+)"
_LETTERS_FIRST = re.compile(rf"\(?([A-J](?:{_BETWEEN}[A-J])*)\)?(?=[.):]|$|\s)")
_ORDER = re.compile(r"\b(?:sap xep|xep (?:theo )?thu tu|thu tu dung|trinh tu)\b")
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


class BadValue(ValueError):
    """A value of a file that cannot be read; the message, in Vietnamese, says what to do."""


@dataclass(slots=True)
class ReadQuestion:
    """One question of a file: `place` says where it stands, `errors` are (column, what to do)."""

    place: str
    values: dict[str, Any]
    errors: list[tuple[str, str]] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return {"place": self.place, "values": self.values, "errors": [list(error) for error in self.errors]}


def content_of(values: Mapping[str, Any], theme: Theme | None = None) -> QuestionContent:
    """Return the content that the values of a file are; days as ISO texts."""
    days = {name: date.fromisoformat(values[name]) if values.get(name) else None for name in ("valid_from", "valid_to")}
    return QuestionContent(
        kind=values.get("kind", ""),
        text=values.get("text", ""),
        options=tuple(values.get("options", ())),
        key=values.get("key"),
        difficulty=values.get("difficulty") or Difficulty.MEDIUM.value,
        explanation=values.get("explanation", ""),
        source=values.get("source", ""),
        source_address=values.get("source_address", ""),
        theme=theme,
        **days,
    )


def checked(read: ReadQuestion) -> ReadQuestion:
    """Return the question with its values tidied and what is wrong with it, each column once."""
    # Without an answer the kind is not known; the options are looked at all the same.
    supposed = {} if read.values.get("kind") else {"kind": "single" if read.values.get("options") else ""}
    content = tidied(content_of(read.values | supposed))
    tidy = {name: getattr(content, name) for name in ("text", "explanation", "source", "source_address", "key")}
    read.values |= tidy | {"options": list(content.options)}
    named = {column for column, _ in read.errors}
    for problem in problems_of(content):
        column = COLUMNS[problem.field]
        # To say both would send a person to mend one thing twice.
        if column not in named and not (problem.field == "kind" and COLUMNS["key"] in named):
            read.errors.append((column, problem.message))
    return read


def put_field(read: ReadQuestion, name: str, words: str) -> None:
    """Store one field given in words; what cannot be read becomes an error of the question."""
    words = " ".join(to_nfc(words).split())
    try:
        if name == "difficulty":
            read.values[name] = _chosen(words, _DIFFICULTY_WORDS, DIFFICULTIES)
        elif name == "kind":
            read.values[name] = _chosen(words, _KIND_WORDS, KINDS)
        elif name in ("valid_from", "valid_to"):
            read.values[name] = day_of(words)
        else:
            read.values[name] = words
    except BadValue as error:
        read.errors.append((COLUMNS[name], str(error)))


def _chosen(words: str, known: Mapping[str, str], labels: Mapping[str, str]) -> str:
    if not words:
        return ""
    if (value := known.get(fold(words).rstrip("."))) is None:
        raise BadValue(f"“{words}” không có trong danh sách; hãy ghi một trong: {'; '.join(labels.values())}.")
    return value


def day_of(words: str) -> str:
    """Return a day written dd/mm/yyyy as an ISO text, "" for none.

    >>> day_of("01/07/2025"), day_of("")
    ('2025-07-01', '')
    """
    given = words.strip().rstrip(".")
    for form in _DAYS:
        try:
            found = datetime.strptime(given, form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
        if 1945 <= found.year <= 2100:
            return found.isoformat()
    if given:
        raise BadValue(f"“{given}” không phải ngày; hãy gõ ngày/tháng/năm, ví dụ 01/07/2025.")
    return ""


def put_answer(read: ReadQuestion, words: str, marked: Sequence[int] = ()) -> None:
    """Store kind and key from the words of the answer, or from the options that are marked as right."""
    try:
        kind, key = answer_of(
            read.values.get("kind", ""), read.values.get("text", ""), read.values.get("options", []), words, marked
        )
    except BadValue as error:
        read.errors.append((COLUMNS["key"], str(error)))
        return
    read.values |= {"kind": kind, "key": key}


def answer_of(kind: str, text: str, options: Sequence[str], words: str, marked: Sequence[int] = ()) -> tuple[str, Any]:
    """Return kind and key; the kind is told by what is there when none is given.

    >>> answer_of("", "Ai?", ["Sở", "Phường"], "B. Phường")
    ('single', [1])
    >>> answer_of("", "Chọn các việc đúng", ["a", "b", "c"], "A và C"), answer_of("", "2 + 2 = 5", [], "Sai")
    (('multiple', [0, 2]), ('true_false', False))
    """
    words = words.strip()
    if not options or kind in ("true_false", "number"):
        return _answer_without_options(kind, options, words, marked)
    places = _places(words, options) if words else list(marked)
    if not places:
        raise BadValue("chưa có; hãy ghi “Đáp án: B”, hoặc in đậm, gạch chân phương án đúng.")
    if any(place >= len(options) for place in places):
        raise BadValue(f"“{words}” chỉ phương án không có trong câu hỏi; hãy sửa đáp án.")
    if not kind and {fold(option).rstrip(".") for option in options} == {"dung", "sai"} and len(places) == 1:
        return "true_false", fold(options[places[0]]).startswith("dung")
    if not kind and len(places) == len(options) > 2 and _ORDER.search(fold(text)):
        kind = "order"
    return kind or ("single" if len(places) == 1 else "multiple"), places if kind == "order" else sorted(places)


def _answer_without_options(kind: str, options: Sequence[str], words: str, marked: Sequence[int]) -> tuple[str, Any]:
    if options and not words and len(marked) == 1:
        words = options[marked[0]]
    if options and re.fullmatch(r"[A-Ja-j]\.?", words) and (place := LETTERS.find(words[0].upper())) < len(options):
        words = options[place]
    truth = _TRUTH.get(fold(words).rstrip("."))
    if truth is not None and kind in ("", "true_false"):
        return "true_false", truth
    number = words.rstrip(".")
    if kind in ("", "number") and read_answer("number", number, ()) is not None:
        return "number", number
    if kind == "true_false":
        raise BadValue("phải là “Đúng” hoặc “Sai”.")
    if kind == "number":
        raise BadValue("phải là một số, ví dụ 12 hoặc 12,5.")
    if kind or re.fullmatch(r"[A-J]", words):
        raise BadValue(
            "chỉ một phương án, nhưng câu hỏi không có phương án nào; mỗi phương án bắt đầu bằng “A.”, “B.”…"
        )
    if not words:
        raise BadValue("chưa có; hãy ghi “Đáp án: …”.")
    raise BadValue(f"“{words[:60]}” không phải “Đúng”, “Sai” hay một số; câu trả lời tự do không chấm tự động được.")


def _places(words: str, options: Sequence[str]) -> list[int]:
    if re.fullmatch(rf"[A-Ja-j](?:{_BETWEEN}?[A-Ja-j])*\.?", words) and len(words) <= 4 * MOST_OPTIONS:
        return list(dict.fromkeys(LETTERS.index(letter) for letter in words.upper() if letter in LETTERS))
    same = [
        place for place, option in enumerate(options) if accent_key(option).rstrip(".") == accent_key(words).rstrip(".")
    ]
    if len(same) == 1:
        return same
    if found := _LETTERS_FIRST.match(words):
        return list(dict.fromkeys(LETTERS.index(letter) for letter in found[1] if letter in LETTERS))
    raise BadValue(f"“{words[:60]}” không phải chữ cái của phương án nào; hãy ghi, ví dụ, “B” hoặc “A, C”.")


def key_words(kind: str, key: Any) -> str:
    """Return a key as one writes it: "B", "A, C", "Đúng", "12,5".

    >>> key_words("multiple", [0, 2]), key_words("true_false", False)
    ('A, C', 'Sai')
    """
    if kind == "true_false":
        return "Đúng" if key else "Sai"
    if kind == "number":
        return str(key)
    return ", ".join(LETTERS[place] for place in key)
