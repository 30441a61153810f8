"""Reads of the wall: where each round stands by the clock, and its numbers where nothing has to stay hidden."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.models import Contest, Headcount, Round, RoundTally, Submission

# Of all rounds, how many of the newest submissions the wall looks at.
_NEWEST = 200


class Phase(StrEnum):
    """Where a round stands; its label is what the wall says."""

    PREPARED = "prepared"  # the contest is not announced
    CALLED_OFF = "called_off"
    COMING = "coming"
    OPEN = "open"
    OVER = "over"  # its time is over, it is not closed yet
    CLOSED = "closed"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Phase.PREPARED: "đang chuẩn bị",
    Phase.CALLED_OFF: "đã hủy",
    Phase.COMING: "sắp mở",
    Phase.OPEN: "đang mở",
    Phase.OVER: "hết giờ, đang chờ khóa sổ",
    Phase.CLOSED: "đã khóa sổ, chưa công bố kết quả",
    Phase.PUBLISHED: "đã công bố kết quả",
}


@dataclass(frozen=True, slots=True)
class UnitTally:
    """A unit in a round: entrants and attempts, and its head-count where that is known."""

    agency: Agency
    entrants: int
    attempts: int
    people: int | None

    @property
    def share(self) -> float | None:
        """Return entrants among the head-count, at most 1; None where that is not known."""
        return min(1.0, self.entrants / self.people) if self.people else None


@dataclass(frozen=True, slots=True)
class WallRound:
    """One round on the wall. `tally` is None while nothing was counted, and always while the round is sealed."""

    round: Round
    phase: Phase
    sealed: bool
    tally: RoundTally | None
    last_received_at: datetime | None
    last_minute: int | None
    units: tuple[UnitTally, ...]


def phase_of(round_: Round, at: datetime) -> Phase:
    """Return where a round stands at a moment. Needs its contest at hand."""
    if round_.contest.called_off_at:
        return Phase.CALLED_OFF
    if round_.contest.announced_at is None:
        return Phase.PREPARED
    if round_.published_at:
        return Phase.PUBLISHED
    if round_.closed_at:
        return Phase.CLOSED
    if at < round_.opens_at:
        return Phase.COMING
    return Phase.OPEN if round_.is_open(at) else Phase.OVER


def is_sealed(round_: Round) -> bool:
    """Return whether nobody may be told how many have taken part: with a prediction, until the round is closed.
    Needs its contest at hand.
    """
    return round_.closed_at is None and round_.contest.prediction != Contest.Prediction.NONE


def wall_rounds(contest: Contest, *, at: datetime) -> list[WallRound]:
    """Return the rounds in their order. Four queries, and two more while a round is running, which look at the newest
    submissions only, never at all of them; a third for a round that none of these belong to.
    """
    rounds = list(contest.rounds.select_related("tally").order_by("number"))
    for round_ in rounds:
        round_.contest = contest
    tallies = {round_.pk: _shown_tally(round_) for round_ in rounds}
    people = dict(Headcount.objects.filter(contest=contest).values_list("agency", "people"))
    units = _units(tallies.values(), people)
    live = [round_ for round_ in rounds if _live(round_, at)]
    received, minute = _last_received(live), _last_minute(live, at)
    return [
        WallRound(
            round_,
            phase_of(round_, at),
            is_sealed(round_),
            tallies[round_.pk],
            received.get(round_.pk),
            None if is_sealed(round_) else minute.get(round_.pk),
            units.get(round_.pk, ()),
        )
        for round_ in rounds
    ]


def _shown_tally(round_: Round) -> RoundTally | None:
    return None if is_sealed(round_) else getattr(round_, "tally", None)


def _live(round_: Round, at: datetime) -> bool:
    return phase_of(round_, at) in (Phase.OPEN, Phase.OVER)


def _last_received(live: Sequence[Round]) -> dict[int, datetime]:
    """Return when the last submission of each running round came in: a sign of health that tells no number."""
    if not live:
        return {}
    # Asked for by its round, a database would sort all that the round has received.
    rows = Submission.objects.order_by("-received_at").values_list("attempt__round", "received_at")
    found: dict[int, datetime] = {}
    for pk, received_at in rows[:_NEWEST]:
        found.setdefault(pk, received_at)
    for round_ in live:
        if round_.pk not in found and (last := rows.filter(attempt__round=round_).first()):
            found[round_.pk] = last[1]
    return found


def _last_minute(live: Sequence[Round], at: datetime) -> dict[int, int]:
    """Return how many submissions each running round received in the last minute."""
    if not live:
        return {}
    rows = Submission.objects.filter(received_at__gt=at - timedelta(minutes=1)).values_list("attempt__round", flat=True)
    counted = Counter(rows)
    return {round_.pk: counted[round_.pk] for round_ in live}


def _units(tallies: Iterable[RoundTally | None], people: Mapping[int, int]) -> dict[int, tuple[UnitTally, ...]]:
    """Return the units of each counted round, the highest rate first; those without a head-count come last."""
    counted = [tally for tally in tallies if tally is not None]
    agencies = Agency.objects.in_bulk({*people, *(int(key) for tally in counted for key in tally.units)})
    found = {}
    for tally in counted:
        rows = [
            UnitTally(agency, *_counted(tally, pk), people.get(pk))
            for pk, agency in agencies.items()
            if str(pk) in tally.units or pk in people
        ]
        rows.sort(key=lambda row: (row.share is None, -(row.share or 0), -row.entrants, row.agency.name))
        found[tally.round_id] = tuple(rows)
    return found


def _counted(tally: RoundTally, agency: int) -> tuple[int, int]:
    entrants, attempts = tally.units.get(str(agency), (0, 0))
    return entrants, attempts
