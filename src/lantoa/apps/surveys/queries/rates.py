"""How many were asked, opened, answered, refused, not reached: by stratum and channel, rates with denominators."""

from collections import defaultdict
from dataclasses import dataclass, fields

from django.db.models import Count, Q

from lantoa.apps.surveys.models import Stratum, SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.outcomes import LATER, REFUSED, UNREACHED


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts of tickets: `asked` are all that were made and not cancelled; the rates are of those."""

    asked: int = 0
    opened: int = 0
    answered: int = 0
    refused: int = 0
    unreached: int = 0
    later: int = 0
    excluded: int = 0

    @property
    def response_rate(self) -> float | None:
        """Return answered of asked (0-1); None where nobody was asked."""
        return self.answered / self.asked if self.asked else None

    @property
    def opened_rate(self) -> float | None:
        """Return opened of asked (0-1); None where nobody was asked."""
        return self.opened / self.asked if self.asked else None

    @property
    def reached_rate(self) -> float | None:
        """Return answered of those who were reached by telephone (answered or refused); None where nobody was."""
        reached = self.answered + self.refused
        return self.answered / reached if reached else None

    def plus(self, other: "Rates") -> "Rates":
        """Return both together."""
        return Rates(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Rates)))


@dataclass(frozen=True, slots=True)
class StratumRates:
    """One stratum (None: who opened the page for everybody) with its counts by channel and in all."""

    stratum: Stratum | None
    channels: tuple[tuple[Channel, Rates], ...]
    total: Rates

    @property
    def quota_rate(self) -> float | None:
        """Return the share of the quota that was answered (0-1 and above); None without a quota."""
        return self.total.answered / self.stratum.quota if self.stratum and self.stratum.quota else None

    @property
    def missing(self) -> int:
        """Return how many responses the quota still wants."""
        return max(self.stratum.quota - self.total.answered, 0) if self.stratum else 0


@dataclass(frozen=True, slots=True)
class RoundRates:
    """The counts of a round: by stratum, by channel, in all."""

    strata: tuple[StratumRates, ...]
    channels: tuple[tuple[Channel, Rates], ...]
    total: Rates
    quota: int


def round_rates(survey_round: SurveyRound, strata: list[Stratum] | None = None) -> RoundRates:
    """Return the counts of a round, of these strata only where they are given. Two queries at most, whatever the
    number of tickets.
    """
    shown = list(survey_round.strata.select_related("agency", "procedure")) if strata is None else strata
    tickets = Ticket.objects.filter(round=survey_round, void=False)
    if strata is not None:
        tickets = tickets.filter(stratum__in=strata)
    counted: dict[tuple[int | None, str], Rates] = {}
    for row in tickets.values_list("stratum", "channel").annotate(**_COUNTS).order_by():
        counted[row[0], row[1]] = Rates(*row[2:])
    everybody: list[Stratum | None] = [*shown]
    if any(stratum is None for stratum, _channel in counted):
        everybody.append(None)
    rows = tuple(_of_stratum(stratum, counted) for stratum in everybody)
    by_channel: dict[str, Rates] = defaultdict(Rates)
    for (_stratum, channel), rates in counted.items():
        by_channel[channel] = by_channel[channel].plus(rates)
    total = Rates()
    for rates in by_channel.values():
        total = total.plus(rates)
    channels = tuple((channel, by_channel[channel]) for channel in Channel if channel in by_channel)
    return RoundRates(rows, channels, total, sum(stratum.quota for stratum in shown))


_ANSWERED = Q(response__isnull=False)
_COUNTS = {
    "asked": Count("pk"),
    "opened": Count("pk", filter=Q(opened_at__isnull=False) | _ANSWERED),
    "answered": Count("pk", filter=_ANSWERED),
    "refused": Count("pk", filter=Q(outcome=REFUSED) & ~_ANSWERED),
    "unreached": Count("pk", filter=Q(outcome=UNREACHED) & ~_ANSWERED),
    "later": Count("pk", filter=Q(outcome=LATER) & ~_ANSWERED),
    "excluded": Count("pk", filter=Q(response__excluded_at__isnull=False)),
}


def _of_stratum(stratum: Stratum | None, counted: dict[tuple[int | None, str], Rates]) -> StratumRates:
    key = stratum.pk if stratum else None
    channels = tuple((channel, counted[key, channel]) for channel in Channel if (key, channel) in counted)
    total = Rates()
    for _channel, rates in channels:
        total = total.plus(rates)
    return StratumRates(stratum, channels, total)
