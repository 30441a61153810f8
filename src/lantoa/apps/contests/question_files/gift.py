"""Questions in GIFT, the text form of Moodle (docs.moodle.org, "GIFT format"), read and written."""

import html
import re
from collections.abc import Iterable, Iterator

from lantoa.apps.contests.models import Question
from lantoa.apps.contests.question_files.records import (
    COLUMNS,
    DIFFICULTIES,
    BadValue,
    ReadQuestion,
    checked,
    put_field,
)
from lantoa.core.scoring import read_answer
from lantoa.core.viettext import format_date, to_nfc

# Escaped signs stand as these private-use characters while the rest is read.
_ESCAPED = {sign: chr(0xE100 + place) for place, sign in enumerate("~=#{}:\\")}
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_BACK = {ord(sign): plain for plain, sign in _ESCAPED.items()}
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]\s*", re.I)
_TITLE = re.compile(r"\s*::(.*?)::", re.S)
_TAG = re.compile(r"<[^<>]{1,300}>")
_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div)\b[^<>]*>", re.I)
_ANSWER = re.compile(r"([=~])\s*(?:%(-?\d+(?:[.,]\d+)?)%)?\s*([^=~]*)")
_TRUTH = re.compile(r"\s*(TRUE|T|FALSE|F)\s*(?:#.*)?", re.I | re.S)
_MISSING = "……"
# How the fields that GIFT has no place for stand in the feedback of a question.
_FEEDBACK = re.compile(r"(?:^|(?<=\s))(Căn cứ|Địa chỉ căn cứ|Độ khó|Đúng từ ngày|Đúng đến hết ngày|Nội dung):\s*", re.I)
_NAMES = {COLUMNS[name].casefold(): name
          for name in ("source", "source_address", "difficulty", "valid_from", "valid_to", "theme")}  # fmt: skip


def looks_like_gift(text: str) -> bool:
    """Return whether a text has an answer in braces as GIFT has.

    >>> looks_like_gift("Ai? {=Sở ~Phường}"), looks_like_gift("Câu 1. Ai?")
    (True, False)
    """
    return re.search(r"(?<!\\)\{\s*(?:[=~#}]|(?:TRUE|FALSE|T|F)\s*[}#])", text, re.I) is not None


def read_gift(text: str) -> list[ReadQuestion]:
    """Return the questions of a GIFT file in their order; what this bank has no kind for is an error of its question.

    >>> (found,) = read_gift("// ghi chú\\n::Q1::Ai trả lời? {~Sở =Phường####Căn cứ: Điều 5}")
    >>> found.values["options"], found.values["key"], found.values["source"]
    (['Sở', 'Phường'], [1], 'Điều 5')
    """
    return [_question(line, block) for line, block in _blocks(text)]


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each question with the line it begins at; blank lines part questions, except inside braces."""
    lines: list[str] = []
    begun = 0
    for number, line in enumerate([*to_nfc(text).splitlines(), ""], start=1):
        if line.lstrip().startswith("//") or line.lstrip().startswith("$CATEGORY:"):
            continue
        shielded = _shield(line)
        if not line.strip() and not _inside_braces(lines):
            if lines:
                yield begun, "\n".join(lines)
            lines = []
        elif line.strip():
            begun = begun if lines else number
            lines.append(shielded)
    if lines:
        yield begun, "\n".join(lines)


def _inside_braces(lines: list[str]) -> bool:
    whole = "\n".join(lines)
    return whole.count("{") > whole.count("}")


def _shield(line: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else _ESCAPED[found[1]], line)


def _plain(words: str, *, is_html: bool = False) -> str:
    if is_html:
        words = html.unescape(_TAG.sub("", _BREAK.sub("\n", words)))
    return words.translate(_BACK).strip()


def _question(line: int, block: str) -> ReadQuestion:
    titled = _TITLE.match(block)
    title = _plain(titled[1]) if titled else ""
    rest = block[titled.end() :] if titled else block
    read = ReadQuestion(f"dòng {line}" + (f", “{title[:60]}”" if title else ""), {"text": "", "options": []})
    form = _FORMAT.match(rest)
    is_html = form is not None and form[1].lower() == "html"
    rest = rest[form.end() :] if form else rest
    opened, closed = rest.find("{"), rest.rfind("}")
    if opened < 0 or closed < opened:
        read.errors.append((COLUMNS["key"], "không có phần trả lời trong ngoặc { }; hãy kiểm tra lại câu này."))
        read.values["text"] = _plain(rest, is_html=is_html)
        return checked(read)
    before, inside, after = rest[:opened], rest[opened + 1 : closed], rest[closed + 1 :]
    missing = f" {_MISSING} " if after.strip() else ""
    read.values["text"] = " ".join(_plain(before + missing + after, is_html=is_html).split())
    body, _, feedback = inside.partition("####")
    _take_feedback(read, _plain(feedback, is_html=is_html))
    try:
        _take_answers(read, body, is_html)
    except BadValue as error:
        read.errors.append((COLUMNS["key"], str(error)))
    return checked(read)


def _take_feedback(read: ReadQuestion, feedback: str) -> None:
    words, *parts = _FEEDBACK.split(feedback)
    if words.strip():
        read.values["explanation"] = words.strip()
    for name, value in zip(parts[::2], parts[1::2], strict=True):
        put_field(read, _NAMES[name.casefold()], value.strip())


def _take_answers(read: ReadQuestion, body: str, is_html: bool) -> None:
    if not body.strip():
        raise BadValue("là câu tự luận, không chấm tự động được; hãy bỏ câu này hoặc thêm đáp án.")
    if truth := _TRUTH.fullmatch(body):
        read.values |= {"kind": Question.Kind.TRUE_FALSE.value, "key": truth[1][0].upper() == "T"}
        return
    if body.lstrip().startswith("#"):
        read.values |= {"kind": Question.Kind.NUMBER.value, "key": _number(_plain(body.lstrip()[1:]))}
        return
    answers = [(sign, weight, _without_feedback(words)) for sign, weight, words in _ANSWER.findall(body)]
    if not answers:
        raise BadValue("không đọc được phần trong ngoặc { }; đáp án đúng bắt đầu bằng =, đáp án sai bằng ~.")
    if all(sign == "=" for sign, _, _ in answers):
        _take_only_right(read, [_plain(words, is_html=is_html) for _, _, words in answers])
        return
    read.values["options"] = [_plain(words, is_html=is_html) for _, _, words in answers]
    weights = [_weight(sign, weight) for sign, weight, _ in answers]
    right = [place for place, weight in enumerate(weights) if weight > 0]
    # As in Moodle: with a "=" one chooses one option, without any several.
    if all(sign == "~" for sign, _, _ in answers):
        read.values |= {"kind": Question.Kind.MULTIPLE.value, "key": right}
    elif len(right) == 1 and weights[right[0]] == 100:
        read.values |= {"kind": Question.Kind.SINGLE.value, "key": right}
    else:
        raise BadValue("cho điểm một phần, mà ở đây mỗi câu chỉ đúng hoặc sai; hãy bỏ các trọng số %…%.")


def _weight(sign: str, weight: str) -> float:
    return float(weight.replace(",", ".")) if weight else (100.0 if sign == "=" else 0.0)


def _without_feedback(words: str) -> str:
    return words.partition("#")[0]


def _number(words: str) -> str:
    """Return the one number of a numerical answer; a range or a tolerance has no place in this bank."""
    if words.lstrip().startswith("="):
        given = re.findall(r"=\s*(?:%\d+%)?\s*([^=~#]+)", words)
        if len(given) != 1:
            raise BadValue("có nhiều đáp số; hãy giữ một.")
        words = given[0]
    value, _, tolerance = words.partition("#")[0].strip().partition(":")
    low, ranged, high = value.partition("..")
    if ranged and low.strip() != high.strip():
        raise BadValue(f"chấp nhận một khoảng ({value}); ở đây đáp số phải là một số chính xác.")
    if tolerance.strip() not in ("", "0"):
        raise BadValue(f"có sai số ({tolerance.strip()}); ở đây đáp số phải là một số chính xác.")
    number = low.strip().replace(".", ",")  # GIFT writes 12.5, and no sign between thousands
    if read_answer("number", number, ()) is None:
        raise BadValue(f"“{value.strip()[:30]}” không phải một số.")
    return number


def _take_only_right(read: ReadQuestion, words: list[str]) -> None:
    """Read answers that are all right: pairs to match (an order when they are matched with 1, 2, 3 …), or a word."""
    pairs = [one.split("->") for one in words]
    if all(len(pair) == 2 for pair in pairs):
        places = [right.strip() for _, right in pairs]
        if sorted(places) != sorted(str(number) for number in range(1, len(pairs) + 1)):
            raise BadValue("là câu ghép cặp; chỉ nhập được khi vế phải là thứ tự 1, 2, 3…")
        read.values["options"] = [left.strip() for left, _ in pairs]
        order = sorted(range(len(pairs)), key=lambda place: int(places[place]))
        read.values |= {"kind": Question.Kind.ORDER.value, "key": order}
        return
    if len(words) == 1 and read_answer("number", words[0], ()) is not None:
        read.values |= {"kind": Question.Kind.NUMBER.value, "key": words[0]}
        return
    raise BadValue("là câu điền chữ, không chấm chắc chắn được; hãy thêm các phương án sai (~).")


def gift_of(questions: Iterable[Question], *, bank: str) -> str:
    """Return the questions as a GIFT file that can be read back; sources and validity stand in the feedback."""
    parts = [f"$CATEGORY: {bank}"]
    parts += [f"::Câu {question.pk}::{_escaped(question.text)} {{{_answers(question)}}}" for question in questions]
    return "\n\n".join(parts) + "\n"


def _escaped(words: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", words).replace("\n", "\\n")


def _answers(question: Question) -> str:
    kind, key = question.kind, question.key
    feedback = f"\n####{_feedback(question)}\n"
    if kind == Question.Kind.TRUE_FALSE:
        return ("TRUE" if key else "FALSE") + feedback
    if kind == Question.Kind.NUMBER:
        return f"#{read_answer('number', key, ())}" + feedback
    lines = []
    for place, option in enumerate(question.options):
        if kind == Question.Kind.ORDER:
            lines.append(f"={_escaped(option)} -> {key.index(place) + 1}")
        elif kind == Question.Kind.SINGLE:
            lines.append(("=" if place in key else "~") + _escaped(option))
        else:
            lines.append(f"~%{_share(place, key)}%{_escaped(option)}")
    return "\n\t" + "\n\t".join(lines) + feedback


def _share(place: int, key: list[int]) -> str:
    """Return the weight of an option of many: the right ones make 100, a wrong one takes all away."""
    return f"{100 / len(key):.5f}".rstrip("0").rstrip(".") if place in key else "-100"


def _feedback(question: Question) -> str:
    parts = [question.explanation] if question.explanation else []
    parts.append(f"Căn cứ: {question.source}")
    if question.source_address:
        parts.append(f"Địa chỉ căn cứ: {question.source_address}")
    parts.append(f"Độ khó: {DIFFICULTIES[question.difficulty]}")
    if question.valid_from:
        parts.append(f"Đúng từ ngày: {format_date(question.valid_from)}")
    if question.valid_to:
        parts.append(f"Đúng đến hết ngày: {format_date(question.valid_to)}")
    if question.theme:
        parts.append(f"Nội dung: {question.theme.title}")
    return "\\n".join(_escaped(part) for part in parts)
