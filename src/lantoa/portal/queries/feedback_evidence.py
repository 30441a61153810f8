"""What stands behind a figure of citizens taking part: the pieces that may be read, and how many may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.coverage.queries.supervision import figure_shown, total_shown
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.queries.league import pieces_behind
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.queries.counted import responses_by_round, responses_counted
from lantoa.core.workdays import Window

# Each figure and how the address calls it.
FIGURES = {"received": "da-nhan", "due": "den-han", "on_time": "dung-han", "solved": "da-xong", "responses": "phieu"}


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """Which figure: of one agency, or of all of a kind ("" for every kind), in a period."""

    name: str
    window: Window
    agency: Agency | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """The figure, None where it is hidden; then nothing stands behind it either. `listed` and `unlisted` add up to it,
    and so do the rounds of a figure of responses.
    """

    asked: AskedFigure
    number: int | None
    listed: QuerySet[Feedback]
    unlisted: int = 0
    rounds: tuple[tuple[SurveyRound, int | None], ...] = ()


def figure_evidence(asked: AskedFigure, *, on: date) -> FigureEvidence:
    """Return what stands behind the figure as of the day. Five queries at most and one for each page of pieces."""
    if asked.name == "responses":
        return _of_responses(asked)
    window = asked.window
    rows = pieces_behind(asked.name, first=window.start, last=window.end, on=on)
    if asked.agency:
        rows = rows.filter(agency=asked.agency)
    elif asked.kind:
        rows = rows.filter(agency__kind=asked.kind)
    counts = list(rows.values("agency").annotate(n=Count("pk")).values_list("n", flat=True))
    number = _number(asked, counts)
    if not number:
        return FigureEvidence(asked, number, Feedback.objects.none())
    listed = rows.filter(listing=Feedback.Listing.LISTED).select_related("sector", "agency", "place")
    return FigureEvidence(asked, number, listed.order_by("-sent_at", "-pk"), unlisted=number - listed.count())


def _number(asked: AskedFigure, counts: Iterable[int]) -> int | None:
    return figure_shown(sum(counts)) if asked.agency else total_shown(counts)


def _of_responses(asked: AskedFigure) -> FigureEvidence:
    window = asked.window
    about = {
        agency: number
        for agency, number in responses_counted(window.start, window.end).items()
        if (agency == asked.agency if asked.agency else not asked.kind or agency.kind == asked.kind)
    }
    number = _number(asked, about.values())
    if not number:
        return FigureEvidence(asked, number, Feedback.objects.none())
    rounds = responses_by_round(window.start, window.end, agencies=about)
    hides = total_shown(rounds.values()) is None  # one small number among them would be known from the sum
    shown = tuple((one, None if hides else figure_shown(n)) for one, n in rounds.items())
    return FigureEvidence(asked, number, Feedback.objects.none(), rounds=shown)
