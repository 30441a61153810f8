"""The leader's page in words: what presses today, and the weeks as a figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from lantoa.apps.assignments.presenters.board import address
from lantoa.apps.assignments.queries import AgencyTally, Pressing, Week
from lantoa.core.charts import ChartTable, Figure, Point, line_chart
from lantoa.core.viettext import format_number

MOST_PRESSING = 7
# One sheet of paper holds so many agencies beside the rest; the others are on the board.
AGENCIES_ON_PAGE = 20
IDLE_NAMED = 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to press, and where to go for it."""

    words: str
    url: str


def sentences(found: Pressing, *, idle: Sequence[AgencyTally], query: QueryDict) -> list[Sentence]:
    """Return at most MOST_PRESSING sentences: first what waits for us, then what waits for others. Of each kind some,
    as far as there is room.
    """
    kinds = [_extensions(found), _refused(found), _late(found, query), _unreceived(found, query), _idle(idle, query)]
    taken: list[list[Sentence]] = [[] for _ in kinds]
    for place in range(max(map(len, kinds))):
        for kind, chosen in zip(kinds, taken, strict=True):
            if place < len(kind) and sum(map(len, taken)) < MOST_PRESSING:
                chosen.append(kind[place])
    return [sentence for chosen in taken for sentence in chosen]


def _page(pk: int) -> str:
    return reverse("assignments:assignment", args=[pk])


def _extensions(found: Pressing) -> list[Sentence]:
    return [
        Sentence(
            f"{row.assignment.agency.short_name} xin gia hạn {row.assignment.duty.theme.code} đến "
            f"{row.wanted_date:%d/%m/%Y}, chờ trả lời từ {row.asked_at:%d/%m/%Y}.",
            _page(row.assignment_id),
        )
        for row in found.extensions
    ]


def _refused(found: Pressing) -> list[Sentence]:
    return [
        Sentence(f"{row.agency.short_name} từ chối {row.duty.theme.code}: {row.reason}", _page(row.pk))
        for row in found.refused
    ]


def _late(found: Pressing, query: QueryDict) -> list[Sentence]:
    return [
        Sentence(
            f"{row.agency.short_name} quá hạn {format_number(row.count)} việc, lâu nhất từ {row.since:%d/%m/%Y}"
            + (f" (cấp trên: {row.agency.parent.short_name})." if row.agency.parent else "."),
            address("assignments:assignments", query, under=row.agency.pk, due="late", doc=None),
        )
        for row in found.late
    ]


def _unreceived(found: Pressing, query: QueryDict) -> list[Sentence]:
    return [
        Sentence(
            f"{row.agency.short_name} chưa báo đã nhận {format_number(row.count)} việc, gửi từ {row.since:%d/%m/%Y}.",
            address("assignments:assignments", query, under=row.agency.pk, due="unreceived", doc=None),
        )
        for row in found.unreceived
    ]


def _idle(idle: Sequence[AgencyTally], query: QueryDict) -> list[Sentence]:
    if not idle:
        return []
    named = ", ".join(row.agency.short_name for row in idle[:3])
    more = f" và {format_number(len(idle) - 3)} cơ quan khác" if len(idle) > 3 else ""
    return [Sentence(f"{named}{more} chưa làm xong việc nào.", address("assignments:by_agency", query))]


def weeks_figure(weeks: Sequence[Week]) -> Figure:
    """Return the line of what was done, cumulated week by week; its table also has what was sent and received."""
    figure = line_chart(
        "Số việc đã làm, cộng dồn đến cuối tuần", [Point(_day(week.last_day), week.done) for week in weeks], unit="việc"
    )
    first, last = weeks[0], weeks[-1]
    sentence = (
        f"Đến hết tuần này: {format_number(last.done)} việc đã làm, {format_number(last.received)} đã nhận, trên "
        f"{format_number(last.sent)} đã gửi; {len(weeks) - 1} tuần trước là {format_number(first.done)} việc đã làm."
    )
    table = ChartTable(
        ("Tuần đến", "Đã gửi", "Đã nhận", "Đã làm"),
        tuple(
            (f"{week.last_day:%d/%m/%Y}", *map(format_number, (week.sent, week.received, week.done))) for week in weeks
        ),
    )
    return replace(figure, table=table, sentence=sentence)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}"
