"""What a page says about a question: its key in words, what its figures mean, what happened to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.models import Question
from lantoa.apps.contests.queries.bank import ENDS_SOON, LEAST_SHOWN, TOO_EASY, TOO_HARD, WEAK
from lantoa.apps.contests.question_content import LETTERS
from lantoa.apps.contests.question_files.records import key_words
from lantoa.core.viettext import format_number, format_percent

_ACTS = {
    "contests.write_question": "soạn câu hỏi",
    "contests.change_question": "sửa câu hỏi",
    "contests.send_question_to_review": "gửi duyệt",
    "contests.approve_question": "duyệt",
    "contests.return_question": "trả lại",
    "contests.retire_question": "cho thôi dùng",
    "contests.tell_questions_apart": "xác nhận khác với một câu gần giống",
}
_FIELDS = {
    "bank": "ngân hàng", "kind": "dạng", "text": "lời hỏi", "options": "phương án", "key": "đáp án",
    "difficulty": "độ khó", "explanation": "giải thích", "source": "căn cứ", "source_address": "địa chỉ căn cứ",
    "valid_from": "ngày bắt đầu đúng", "valid_to": "ngày hết hiệu lực", "theme": "nội dung",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One option as the page shows it."""

    letter: str
    words: str
    right: bool


@dataclass(frozen=True, slots=True)
class Done:
    """One act on a question in words."""

    at: datetime
    who: str
    what: str


def option_lines(question: Question, *, shows_key: bool) -> list[OptionLine]:
    """Return the options with their letters, the right ones marked where the reader may know them."""
    right = question.key if shows_key and question.kind in ("single", "multiple") else ()
    return [
        OptionLine(LETTERS[place], words, place in right)
        for place, words in enumerate(question.options[: len(LETTERS)])
    ]


def key_line(question: Question) -> str:
    """Return the key in words: "B", "Đúng", for an order the options one after another."""
    if question.kind == Question.Kind.ORDER:
        return " → ".join(question.options[place] for place in question.key)
    return key_words(question.kind, question.key)


def validity_words(question: Question, *, today: date) -> str:
    """Return a word on the question's validity where it matters, else ""."""
    if question.valid_to and question.valid_to < today:
        return "hết hiệu lực"
    if question.valid_to and question.valid_to <= today + ENDS_SOON:
        return "sắp hết hiệu lực"
    if question.valid_from and question.valid_from > today:
        return "chưa có hiệu lực"
    return ""


def figure_flags(question: Question) -> list[str]:
    """Return what is wrong with a question by its figures, in short words; [] when nothing is or too little is known.

    >>> figure_flags(Question(times_shown=900, share_right=0.97, discrimination=-0.2))
    ['quá dễ', 'gây hiểu lầm']
    """
    if not question.times_shown or question.times_shown < LEAST_SHOWN or question.share_right is None:
        return []
    flags = []
    if question.share_right > TOO_EASY:
        flags.append("quá dễ")
    if question.share_right < TOO_HARD:
        flags.append("quá khó")
    if question.discrimination is not None and question.discrimination < WEAK:
        flags.append("gây hiểu lầm" if question.discrimination < 0 else "không phân biệt")
    return flags


def figure_words(question: Question) -> list[str]:
    """Return what the figures of a question mean, in sentences; one that says why there are none."""
    if not question.times_shown or question.share_right is None:
        return ["Chưa có số liệu: câu hỏi chưa vào vòng thi nào đã công bố kết quả."]
    shown = format_number(question.times_shown)
    said = [f"Đúng {format_percent(question.share_right)} trong {shown} lượt hỏi."]
    if question.times_shown < LEAST_SHOWN:
        return [*said, f"Mới có {shown} lượt; từ {LEAST_SHOWN} lượt trở lên mới kết luận được."]
    if question.share_right > TOO_EASY:
        said.append("Quá dễ: gần như ai cũng đúng, câu hỏi không giúp xếp hạng.")
    elif question.share_right < TOO_HARD:
        said.append("Quá khó: ít người đúng. Xem lại lời hỏi và đáp án có rõ không.")
    else:
        said.append("Độ khó vừa phải.")
    return [*said, _discrimination_words(question.discrimination)]


def _discrimination_words(value: float | None) -> str:
    if value is None:
        return "Độ phân biệt: chưa tính được, vì mọi người trả lời như nhau hoặc điểm bằng nhau."
    number = f"{value:.2f}".replace(".", ",").replace("-", "−")
    if value < 0:
        return f"Độ phân biệt {number}: gây hiểu lầm, người điểm cao trả lời sai nhiều hơn. Kiểm tra lại đáp án ngay."
    if value < WEAK:
        return f"Độ phân biệt {number}: người điểm cao và điểm thấp đúng như nhau, không giúp xếp hạng."
    if value < 0.3:
        return f"Độ phân biệt {number}: tạm được, người điểm cao đúng nhiều hơn một chút."
    return f"Độ phân biệt {number}: tốt, người nắm bài đúng nhiều hơn hẳn."


def done_lines(entries: Iterable[AuditEntry], names: Mapping[str, str]) -> list[Done]:
    """Return the acts on a question in words; the key stands in none."""
    return [Done(entry.at, names.get(entry.actor, entry.actor), _what(entry)) for entry in entries]


def _what(entry: AuditEntry) -> str:
    what = _ACTS.get(entry.act, entry.act)
    if fields := entry.detail.get("fields"):
        what += ": " + ", ".join(_FIELDS.get(name, name) for name in fields)
    if note := entry.detail.get("note"):
        what += f": “{note}”"
    if replaced := entry.detail.get("replaces"):
        what += f", bản sửa của câu {replaced}"
    return what
