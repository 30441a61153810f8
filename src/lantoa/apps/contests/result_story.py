"""The words of the story on a round's result: plain sentences of what was published, with denominators."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape

from lantoa.apps.contests.models import Standing
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.queries.published import PublishedRound, UnitFigures
from lantoa.core.viettext import format_number, format_percent

# More names than these are read on the page of the result.
MOST_WINNERS = 40
_MOST_UNITS = 5


@dataclass(frozen=True, slots=True)
class ResultStory:
    """A story before it is stored; `paragraphs` are rich text."""

    title: str
    lead: str
    for_reader: str
    paragraphs: tuple[str, ...]


def result_story(
    found: PublishedRound, *, winners: Sequence[Standing], units: Sequence[UnitFigures], address: str
) -> ResultStory:
    """Return the story of a published round. `winners` come with submission, attempt, entrant and agency; `address` is
    the public page of the result.
    """
    contest, round_ = found.contest, found.round
    paragraphs = [
        _paragraph(_totals(found)),
        *_audiences(found),
        *_winners(winners),
        *_units(units),
        "<p>Danh sách đầy đủ, số gốc và tệp kiểm tra: "
        f'<a href="{escape(address)}">kết quả {escape(round_.title)}</a>.</p>',
    ]
    return ResultStory(
        title=f"{contest.title}: kết quả {round_.title}"[:255],
        lead=_lead(found)[:500],
        for_reader="Nếu bạn đã thi, hãy tìm mã người thi hoặc mã phiếu nộp bài của mình trong trang kết quả. "
        "Thấy sai, hãy hỏi ban tổ chức; ai cũng có thể tự tính lại kết quả bằng tệp kiểm tra.",
        paragraphs=tuple(paragraphs),
    )


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _lead(found: PublishedRound) -> str:
    return (
        f"{format_number(found.entrants)} người đã thi {found.round.title} của {found.contest.title}; "
        f"{_perfect(found.perfect, found.entrants)}."
    )


def _perfect(perfect: int, entrants: int) -> str:
    if not entrants:
        return "chưa có ai nộp bài"
    share = format_percent(perfect / entrants)
    return f"{format_number(perfect)} trên {format_number(entrants)} người ({share}) trả lời đúng tất cả các câu"


def _totals(found: PublishedRound) -> str:
    return (
        f"{found.round.title} do {found.contest.agency.name} tổ chức có {format_number(found.entrants)} người thi "
        f"với {format_number(found.attempts)} lượt thi. Người thi và lượt thi là hai số khác nhau: một người có thể "
        "thi nhiều lượt nếu thể lệ cho phép."
    )


def _audiences(found: PublishedRound) -> list[str]:
    if len(found.audiences) < 2:
        return []
    lines = [
        f"{str(Audience(audience).label).capitalize()}: {format_number(figures.entrants)} trên "
        f"{format_number(found.entrants)} người thi; {_perfect(figures.perfect, figures.entrants)}."
        for audience, figures in found.audiences.items()
    ]
    return [_listed(lines)]


def _winners(winners: Sequence[Standing]) -> list[str]:
    if not winners:
        return [_paragraph("Vòng này không có giải cá nhân nào được trao.")]
    lines = []
    for standing in winners[:MOST_WINNERS]:
        entrant = standing.submission.attempt.entrant
        who = entrant.full_name or f"người thi mã {entrant.code}"
        where = f", {entrant.agency.short_name}" if entrant.agency else ""
        score = f"{standing.score}/{len(standing.submission.attempt.paper)} câu"
        lines.append(f"{standing.prize}: {who}{where} ({score})")
    more = len(winners) - len(lines)
    rest = [_paragraph(f"Còn {format_number(more)} người đoạt giải khác trong trang kết quả.")] if more > 0 else []
    return ["<h2>Người đoạt giải</h2>", _listed(lines), *rest]


def _units(units: Sequence[UnitFigures]) -> list[str]:
    known = [unit for unit in units if unit.people]
    if not known:
        return []
    lines = [
        f"{unit.agency.short_name}: {format_number(unit.entrants)} trên {format_number(unit.people or 0)} người "
        f"({format_percent(unit.share or 0)}), {format_number(unit.attempts)} lượt thi"
        for unit in known[:_MOST_UNITS]
    ]
    among = f"{format_number(len(lines))} trong {format_number(len(known))} đơn vị có sĩ số, tỷ lệ tham gia cao nhất:"
    return ["<h2>Đơn vị tham gia</h2>", _paragraph(among), _listed(lines)]


def _listed(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
