"""“Tôi cần…”: one question at a time, and the list of what is to be done at the end, wherever that is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from lantoa.apps.base.qr import qr_inside
from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.services.addresses import procedure_address
from lantoa.apps.services.checklist import NeededPaper, Sum, Task, checklist
from lantoa.apps.services.guidance import NONE, Answered, Question, Walk
from lantoa.apps.services.models import Need, NeedQuestion, Procedure
from lantoa.apps.services.queries.needs import ANSWER, NeedGuide, is_stale
from lantoa.core.viettext import format_date

NONE_WORDS = "Không có điều nào ở trên"
# The question that a form was sent from, so that one sent empty is told so.
ASKED = "hoi"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An earlier question with what was answered, and the way to answer it again."""

    question: str
    answer: str
    again: str


@dataclass(frozen=True, slots=True)
class OptionLine:
    value: int
    text: str


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """The question that is asked now; `kept` are the answers so far, hidden in the form."""

    name: str
    key: int
    text: str
    help: str
    several: bool
    options: tuple[OptionLine, ...]
    kept: tuple[tuple[str, int], ...]
    progress: str
    done: int
    most: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    name: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure of the list: its page, and what is to be known of it in short."""

    number: int
    title: str
    href: str
    facts: tuple[tuple[str, str], ...]
    portal_address: str
    stale: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands only on paper: the day, and the way back to the list in the telephone."""

    made_on: str
    address: str
    qr: SafeString


@dataclass(frozen=True, slots=True)
class Outcome:
    """The list of what is to be done."""

    procedures: tuple[ProcedureLine, ...]
    papers: tuple[PaperLine, ...]
    papers_sometimes: tuple[PaperLine, ...]
    advice: tuple[str, ...]
    fees: str
    fees_unknown: tuple[str, ...]
    days: str
    days_unknown: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    send: str
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class NeedWalk:
    """One page on the way: the question that is asked, or the list; what was answered so far."""

    title: str
    action: str
    question: QuestionForm | None
    answered: tuple[AnswerLine, ...]
    outcome: Outcome | None
    nothing: bool
    checked: str


def need_walk(
    found: NeedGuide,
    walk: Walk,
    procedures: Sequence[tuple[Procedure, Task]],
    *,
    address: str,
    asked: str = "",
    on: date,
    send: str = "",
    site: str = "",
) -> NeedWalk:
    """Return the page at these answers. `address`: where the questions stand; `asked`: the key of the question a form
    was sent from; `send`: where the list is sent to oneself; `site`: the beginning of the address on a printed sheet.
    """
    need = found.need
    sheet = _sheet(f"{site}{address}{_query(walk)}", on=on) if site and walk.over else None
    send = f"{send}{_query(walk)}" if send else ""
    outcome = _outcome(walk, procedures, on=on, send=send, sheet=sheet) if walk.over else None
    nothing = outcome is not None and not outcome.procedures and not outcome.advice
    return NeedWalk(
        title=title_of(need),
        action=address,
        question=_question(walk, found.rows, asked) if walk.question else None,
        answered=_answered(walk, address),
        outcome=None if nothing else outcome,
        nothing=nothing,
        checked=checked_words(need, on=on),
    )


def title_of(need: Need) -> str:
    """Return the need as its page says it: "Tôi cần sinh con"."""
    return need.title if need.title.casefold().startswith("tôi ") else f"Tôi cần {need.title}"


def checked_words(need: Need, *, on: date) -> str:
    """Return when the questions were checked last, and a warning when that is long ago."""
    if need.checked_on is None:
        return "Chưa ghi ngày kiểm tra nội dung; hãy hỏi lại nơi nhận hồ sơ."
    told = f"Kiểm tra ngày {format_date(need.checked_on)}"
    told += f", {need.owner.name}" if need.owner else ""
    old = is_stale(need.checked_on, on=on)
    return f"{told}. Đã lâu chưa kiểm tra lại: hãy hỏi lại nơi nhận hồ sơ." if old else f"{told}."


def query_of(path: Iterable[Answered]) -> str:
    """Return the answers as they stand in an address."""
    return urlencode(_pairs(path))


def _pairs(path: Iterable[Answered]) -> list[tuple[str, int]]:
    return [
        (f"{ANSWER}{step.question.id}", key)
        for step in path
        for key in ([option.id for option in step.chosen] or [NONE])
    ]


def _query(walk: Walk) -> str:
    query = query_of(walk.path)
    return f"?{query}" if query else ""


def _answered(walk: Walk, address: str) -> tuple[AnswerLine, ...]:
    return tuple(
        AnswerLine(
            step.question.text,
            "; ".join(option.text for option in step.chosen) or NONE_WORDS,
            f"{address}?{query_of(walk.path[:place])}" if place else address,
        )
        for place, step in enumerate(walk.path)
    )


def _question(walk: Walk, rows: Sequence[NeedQuestion], asked: str) -> QuestionForm:
    question: Question = walk.question  # type: ignore[assignment]
    row = next(one for one in rows if one.pk == question.id)
    options = [OptionLine(option.id, option.text) for option in question.options]
    if question.several:
        options.append(OptionLine(NONE, NONE_WORDS))
    done, left = len(walk.path) + 1, walk.left - 1
    return QuestionForm(
        name=f"{ANSWER}{question.id}",
        key=question.id,
        text=question.text,
        help=row.help,
        several=question.several,
        options=tuple(options),
        kept=tuple(_pairs(walk.path)),
        progress=f"Câu {done}" + (f", còn nhiều nhất {left} câu nữa" if left else ", câu cuối"),
        done=done,
        most=done + left,
        error="Hãy chọn một câu trả lời rồi bấm “Tiếp tục”." if asked == str(question.id) else "",
    )


def _sheet(address: str, *, on: date) -> Sheet:
    shown = address.partition("://")[2] or address
    return Sheet(format_date(on), shown, qr_inside(address, "Mã QR của danh sách này"))


def _outcome(
    walk: Walk, procedures: Sequence[tuple[Procedure, Task]], *, on: date, send: str, sheet: Sheet | None
) -> Outcome:
    made = checklist(task for _, task in procedures)
    return Outcome(
        procedures=tuple(_procedure(place, row, on=on) for place, (row, _) in enumerate(procedures, start=1)),
        papers=tuple(_paper(paper) for paper in made.papers),
        papers_sometimes=tuple(_paper(paper) for paper in made.papers_sometimes),
        advice=tuple(dict.fromkeys(one.words for one in walk.advice)),
        fees=fees_words(made.fees),
        fees_unknown=_left_out(made.fees),
        days=days_words(made.days_in_turn, made.days_at_once),
        days_unknown=_left_out(made.days_in_turn),
        places=tuple(
            (place.where or "Chưa có nguồn nêu nơi nộp; hãy hỏi bộ phận một cửa.", "; ".join(place.tasks))
            for place in made.places
        ),
        send=send,
        sheet=sheet,
    )


def fees_words(fees: Sum) -> str:
    """Return the sum of what is known, "" where nothing is.

    >>> fees_words(Sum(50000, 2))
    'Cộng lại: 50.000 đồng cho 2 thủ tục.'
    >>> fees_words(Sum(0, 1)), fees_words(Sum(0, 0))
    ('Không thu phí, lệ phí đối với 1 thủ tục.', '')
    """
    if not fees.counted:
        return ""
    if not fees.total:
        return f"Không thu phí, lệ phí đối với {fees.counted} thủ tục."
    return f"Cộng lại: {number(fees.total)} đồng cho {fees.counted} thủ tục."


def days_words(days: Sum, at_once: int) -> str:
    """Return how long it takes at most, where that is known.

    >>> days_words(Sum(8, 2), 5)
    'Nhiều nhất 8 ngày làm việc nếu làm lần lượt, 5 ngày làm việc nếu nộp cùng lúc (2 thủ tục có nêu số ngày).'
    >>> days_words(Sum(3, 1), 3), days_words(Sum(0, 0), 0)
    ('Nhiều nhất 3 ngày làm việc.', '')
    """
    if not days.counted:
        return ""
    if days.counted == 1:
        return f"Nhiều nhất {days.total} ngày làm việc."
    return (
        f"Nhiều nhất {days.total} ngày làm việc nếu làm lần lượt, {at_once} ngày làm việc nếu nộp cùng lúc "
        f"({days.counted} thủ tục có nêu số ngày)."
    )


def _left_out(total: Sum) -> tuple[str, ...]:
    return tuple(f"{title}: {why}" for title, why in total.left_out)


def _paper(paper: NeededPaper) -> PaperLine:
    told = []
    for use in paper.uses:
        more = "; ".join(part for part in (_condition(use.only_if), use.copies, use.note) if part)
        told.append(f"{use.task} ({more})" if more else use.task)
    return PaperLine(paper.name, tuple(told))


def _condition(words: str) -> str:
    """Return when a paper is asked for, as words after it.

    >>> _condition("nếu đã kết hôn"), _condition("Ủy quyền cho người khác"), _condition("")
    ('nếu đã kết hôn', 'chỉ khi ủy quyền cho người khác', '')
    """
    low = _lower(words)
    return low if not low or low.startswith(("nếu ", "khi ", "chỉ khi ", "trường hợp ")) else f"chỉ khi {low}"


def _procedure(place: int, row: Procedure, *, on: date) -> ProcedureLine:
    days = f"{row.working_days} ngày làm việc" if row.working_days else "chưa có nguồn nêu"
    facts = [
        ("Nơi thực hiện", row.get_level_display()),
        ("Trực tuyến", row.get_online_display() if row.online else "chưa có nguồn nêu"),
        ("Thời gian", row.time_words or days),
        ("Phí, lệ phí", _fee_words(row)),
        ("Nhận được", row.result),
    ]
    old = is_stale(row.checked_on, on=on)
    return ProcedureLine(
        place,
        row.plain_title,
        procedure_address(row.slug),
        tuple(fact for fact in facts if fact[1]),
        row.portal_address,
        "Thông tin đã lâu chưa kiểm tra lại" if old else "",
    )


def _fee_words(row: Procedure) -> str:
    if row.fee_words:
        return row.fee_words
    known: list[Any] = [fee for fee in row.fees.all() if fee.amount_dong is not None]
    if not known:
        return "chưa có nguồn nêu mức thu"
    return "; ".join(
        f"{fee.name}: {number(fee.amount_dong)} đồng" if fee.amount_dong else f"{fee.name}: không thu" for fee in known
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
