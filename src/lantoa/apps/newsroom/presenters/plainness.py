"""A report of the plain-language check in words: groups of hints with buttons, themes and assignments to choose."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.newsroom.assignment_words import assignment_words
from lantoa.apps.newsroom.queries.story_themes import ProposedTheme
from lantoa.apps.newsroom.story_text import StoryText
from lantoa.core.analysis.plain_language import Hint, HintKind, Mend, Readability, Report
from lantoa.core.viettext import format_number, format_percent

_TITLES = {
    HintKind.NO_MEANING: "Chưa nói với người đọc",
    HintKind.NO_PICTURE_WORDS: "Ảnh chưa có lời",
    HintKind.OBSOLETE: "Từ đã cũ",
    HintKind.DEAD_LINK: "Liên kết hỏng",
    HintKind.LINK_WORDS: "Lời của liên kết",
    HintKind.HEADING_JUMP: "Thứ bậc tiêu đề",
    HintKind.CAPITALS: "Viết hoa cả đoạn",
    HintKind.FIGURES_IN_A_ROW: "Ảnh, số liệu liền nhau",
    HintKind.LONG_SENTENCE: "Câu dài",
    HintKind.ABBREVIATION: "Chữ viết tắt",
    HintKind.OFFICIALESE: "Lời công văn",
}
_MOST_WORDS = 110


@dataclass(frozen=True, slots=True)
class HintRow:
    """One hint as shown; `old` and `new` are what one click takes out and puts in, None where there is no mend."""

    place: str
    where: str
    start: int
    words: str
    reason: str
    old: str | None = None
    new: str | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class HintGroup:
    """The hints of one kind."""

    kind: str
    title: str
    rows: tuple[HintRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme or an assignment that can be chosen."""

    pk: int
    words: str
    chosen: bool
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckShown:
    """The whole panel."""

    groups: tuple[HintGroup, ...]
    count: int
    readability: str
    step: str
    themes: tuple[Choice, ...]
    assignments: tuple[Choice, ...]


def check_shown(
    report: Report,
    text: StoryText,
    *,
    themes: Iterable[ProposedTheme],
    assignments: Iterable[Assignment],
    chosen_themes: Collection[int],
    chosen_assignments: Collection[int],
) -> CheckShown:
    """Return the report as the panel and the page show it."""
    groups = [
        HintGroup(kind.value, _TITLES[kind], tuple(_row(hint, text) for hint in hints))
        for kind, hints in groupby(report.hints, key=lambda hint: hint.kind)
    ]
    return CheckShown(
        tuple(groups),
        len(report.hints),
        readability_words(report.readability),
        report.readability.wording if report.readability else "",
        tuple(
            Choice(found.theme.pk, str(found.theme), found.theme.pk in chosen_themes, found.phrases) for found in themes
        ),
        tuple(
            Choice(assignment.pk, assignment_words(assignment), assignment.pk in chosen_assignments)
            for assignment in assignments
        ),
    )


def readability_words(figure: Readability | None) -> str:
    """Return the readability figure in a sentence that says what it is measured by."""
    if figure is None:
        return "Bài còn ngắn, chưa tính được độ dễ đọc."
    mean = format_number(figure.mean_length, 1)
    share = format_percent(1 - figure.longer_than, 0)
    articles = format_number(figure.articles)
    return f"Trung bình {mean} tiếng một câu; {share} trong {articles} bài báo đã đo có câu dài hơn thế."


def _row(hint: Hint, text: StoryText) -> HintRow:
    where = text.labels.get(hint.place, "Nội dung")
    if hint.mend is None:
        return HintRow(hint.place, where, hint.start, _short(hint.words), hint.reason)
    old = text.text_at(hint.place)[hint.mend.start : hint.mend.end]
    shown = _mend_words(hint, hint.mend)
    return HintRow(hint.place, where, hint.mend.start, _short(hint.words), hint.reason, old, hint.mend.text, shown)


def _mend_words(hint: Hint, mend: Mend) -> str:
    """What the button will do, in few words."""
    if hint.kind is HintKind.LONG_SENTENCE:
        return f"tách câu ở “{mend.text.lstrip('. ')}…”"
    if hint.kind is HintKind.OFFICIALESE and len(mend.text) <= 1:
        return "bỏ đi"
    return f"thay bằng “{_short(mend.text)}”"


def _short(words: str) -> str:
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1].rsplit(' ', 1)[0]}…"
