"""Questions in a document as people write them in Word: "Câu 1. … A. … B. … Đáp án: B. Căn cứ: …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lantoa.apps.base.guard_marked import CELL, LETTERED, MARK_OFF, MARK_ON, NUMBERED
from lantoa.apps.base.guard_tables import Sheet
from lantoa.apps.contests.question_files.records import COLUMNS, ReadQuestion, checked, put_answer, put_field
from lantoa.apps.contests.question_files.workbook import has_headings, read_workbook
from lantoa.core.viettext import fold, to_nfc

_QUESTION = re.compile(
    r"(?:câu(?:\s+hỏi)?(?:\s+số)?\s*(\d{1,4})\s*[.:)\-–/]?|(\d{1,4})\s*[.)/](?=\s|\D))\s*(.*)", re.I | re.S
)
_OPTION = re.compile(r"([*✓✔]?)\s*\(?([A-Ja-j])\s*([.)/:])\s*(.*)", re.S)
# Options side by side: "A. Một    B. Hai", with a tab or two blanks between.
_NEXT_OPTION = re.compile(r"(?:\t|[ \N{NO-BREAK SPACE}]{2,})(?=[*✓✔]?[B-J][.)])")
_LABELS = {
    "dap an": "key", "dap an dung": "key", "tra loi": "key", "can cu": "source", "can cu phap ly": "source",
    "co so phap ly": "source", "nguon": "source", "giai thich": "explanation", "do kho": "difficulty",
    "dang": "kind", "dang cau hoi": "kind", "dia chi can cu": "source_address", "dia chi": "source_address",
    "dung tu ngay": "valid_from", "hieu luc tu": "valid_from", "dung den het ngay": "valid_to",
    "het hieu luc": "valid_to", "noi dung": "theme",
}  # fmt: skip
_WORDS = (
    r"Đáp án(?: đúng)?|Trả lời|Căn cứ(?: pháp lý)?|Cơ sở pháp lý|Nguồn|Giải thích|Độ khó|Dạng(?: câu hỏi)?"
    r"|Địa chỉ(?: căn cứ)?|Đúng từ ngày|Hiệu lực từ|Đúng đến hết ngày|Hết hiệu lực|Nội dung"
)
_FIELD = re.compile(rf"\s*[(\[]?({_WORDS})\s*:\s*", re.I)
_INNER_FIELD = re.compile(rf"(?:(?<=[.;,)])\s*|(?<=\s)|(?<=[(\[]))({_WORDS})\s*:\s*")
_ONLY_AFTER_OPTION = re.compile(r"(?:(?<=[.;)])\s*|(?<=\s{2}))(Đáp án(?: đúng)?|Căn cứ(?: pháp lý)?)\s*:\s*")
_KEY_TABLE = re.compile(r"(?:bang )?dap an(?: dung)?\s*:?")
_KEY_PAIR = re.compile(r"(?:câu\s*)?(\d{1,4})\s*[.:\-–)]?\s*([A-J])(?![\w.])", re.I)
_MARKS = str.maketrans("", "", MARK_ON + MARK_OFF)


@dataclass(slots=True)
class _Option:
    letter_marked: bool
    starred: bool
    words: str  # with its marks


@dataclass(slots=True)
class _Draft:
    """A question being read: its lines until the next one begins."""

    number: int
    line: int
    stem: list[str] = field(default_factory=list)
    options: list[_Option] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)


def read_document(text: str) -> list[ReadQuestion]:
    """Return the questions of a document in their order; [] when no line begins one. Marks are those of guard_marked.

    >>> (found,) = read_document("Câu 1. Ai trả lời?\\nA. Sở\\nB. Phường\\nĐáp án: B. Căn cứ: Điều 5.")
    >>> found.values["options"], found.values["key"], found.values["source"], found.errors
    (['Sở', 'Phường'], [1], 'Điều 5.', [])
    """
    lines = text.splitlines()
    tables = [number for number, line in enumerate(lines) if CELL in line]
    drafts, keys = _drafts("\n".join("" if CELL in line else line for line in lines))
    return [_finished(draft, keys.get(draft.number, "")) for draft in drafts] + _of_tables(lines, tables)


def _of_tables(lines: list[str], numbers: list[int]) -> list[ReadQuestion]:
    """Return the questions of tables with the headings of the workbook ("Câu hỏi", "A", "B", "Đáp án"), a row each."""
    found: list[ReadQuestion] = []
    rows: list[list[str]] = []
    for number in [*numbers, -1]:
        row = lines[number].split(CELL) if number >= 0 else []
        if rows and len(row) != len(rows[0]):
            if has_headings(rows):
                for question in read_workbook([Sheet("", rows)]):
                    question.place = f"bảng, {question.place}"
                    found.append(question)
            rows = []
        rows.append(row)
    return found


def _drafts(text: str) -> tuple[list[_Draft], dict[int, str]]:
    drafts: list[_Draft] = []
    keys: dict[int, str] = {}
    in_key_table = False
    for number, line in _lines(text):
        plain = line.translate(_MARKS).strip()
        if in_key_table or (drafts and _KEY_TABLE.fullmatch(fold(plain))):
            in_key_table = True
            keys |= {int(found[1]): found[2].upper() for found in _KEY_PAIR.finditer(plain)}
            continue
        if (begun := _begins(line, plain, drafts)) is not None:
            drafts.append(_Draft(begun[0], number))
            line = begun[1]
        if drafts and line.strip():
            _take(drafts[-1], line)
    return drafts, keys


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; options that stand side by side are lines of their own."""
    for number, whole in enumerate(to_nfc(text).splitlines(), start=1):
        for line in _NEXT_OPTION.split(whole):
            if line.translate(_MARKS).strip():
                yield number, line


def _begins(line: str, plain: str, drafts: list[_Draft]) -> tuple[int, str] | None:
    """Return number and rest of a line that begins a question."""
    if plain.startswith(NUMBERED):
        return (drafts[-1].number + 1 if drafts else 1), line.replace(NUMBERED, "", 1)
    if (found := _QUESTION.match(plain)) is None:
        return None
    if found[2] and drafts and not drafts[-1].options and not drafts[-1].fields:
        return None  # "1. …" inside the stem of a question that has no options yet: a list in its text
    return int(found[1] or found[2]), found[3]


def _take(draft: _Draft, line: str) -> None:
    """Put one line where it belongs: a field, an option, or more of what came before."""
    plain = line.translate(_MARKS)
    if found := _FIELD.match(plain):
        _take_fields(draft, plain[found.end() :], found[1])
        return
    if inner := _ONLY_AFTER_OPTION.search(plain):
        _take(draft, plain[: inner.start()])
        _take_fields(draft, plain[inner.end() :], inner[1])
        return
    if (option := _option(line, plain, len(draft.options))) is not None and not draft.fields:
        draft.options.append(option)
    elif draft.fields:
        name, words = draft.fields[-1]
        draft.fields[-1] = (name, f"{words} {plain.strip()}")
    elif draft.options:
        draft.options[-1].words += " " + line
    else:
        draft.stem.append(plain.strip())


def _option(line: str, plain: str, place: int) -> _Option | None:
    lettered = plain.lstrip().startswith(LETTERED)
    if lettered:
        return _Option(False, False, line.replace(LETTERED, "", 1))
    found = _OPTION.match(plain.lstrip())
    if found is None or "ABCDEFGHIJ".index(found[2].upper()) != place:
        return None
    letter = line.find(found[2])
    marked = line[:letter].count(MARK_ON) > line[:letter].count(MARK_OFF)
    body = line[line.index(found[3], letter) + 1 :]
    if marked and MARK_OFF not in line[letter : len(line) - len(body)]:
        body = MARK_ON + body
    return _Option(marked, bool(found[1]), body)


def _take_fields(draft: _Draft, words: str, label: str) -> None:
    """Read "B. Căn cứ: Điều 5. Độ khó: dễ" as the fields it holds."""
    names = [label]
    parts = _INNER_FIELD.split(words)
    names += parts[1::2]
    for name, part in zip(names, parts[::2], strict=True):
        draft.fields.append((_LABELS[fold(name)], part.strip().strip("()[]").strip()))


def _finished(draft: _Draft, key_from_table: str) -> ReadQuestion:
    read = ReadQuestion(f"câu {draft.number}, dòng {draft.line}", {"text": "\n".join(filter(None, draft.stem))})
    read.values["options"] = [option.words.translate(_MARKS).strip().strip("*✓✔").strip() for option in draft.options]
    answer = ""
    for name, words in draft.fields:
        if name == "key":
            answer = words.rstrip(".") if len(words) <= 2 else words
        else:
            put_field(read, name, words)
    put_answer(read, answer or key_from_table, _marked(draft.options))
    if not draft.stem:
        read.errors.append((COLUMNS["text"], "không có lời hỏi; hãy viết câu hỏi ngay sau số thứ tự."))
    return checked(read)


def _marked(options: list[_Option]) -> list[int]:
    """Return the places of the options marked as right: starred, or set off in bold, underlined, in colour, when not
    all of them are.
    """
    starred = [place for place, option in enumerate(options) if option.starred or "*" in option.words[-3:]]
    bodies = [place for place, option in enumerate(options) if _share_marked(option.words) >= 0.6]
    letters = [place for place, option in enumerate(options) if option.letter_marked]
    return next((found for found in (starred, bodies, letters) if 0 < len(found) < len(options)), [])


def _share_marked(words: str) -> float:
    on, marked, letters = False, 0, 0
    for sign in words:
        if sign in (MARK_ON, MARK_OFF):
            on = sign == MARK_ON
        elif not sign.isspace():
            letters, marked = letters + 1, marked + on
    return marked / letters if letters else 0.0
