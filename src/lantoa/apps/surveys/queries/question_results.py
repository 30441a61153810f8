"""One question of a round, from its counts to its results: as a whole, by agency, procedure, group and channel."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lantoa.apps.surveys.models import Stratum, SurveyQuestion, SurveyRound
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.queries.result_counts import Counts, StratumKey
from lantoa.apps.surveys.queries.result_records import (
    Measured,
    OptionCount,
    Part,
    QuestionResult,
    numbers_of,
    satisfied_values,
)
from lantoa.core.scoring import (
    Cell,
    Estimate,
    Hidden,
    Sample,
    given_away,
    hidden_cells,
    hidden_of,
    simple_mean,
    simple_share,
    weighted_mean,
    weighted_share,
)
from lantoa.core.viettext import sort_key

NO_STRATUM = "không thuộc nhóm mẫu nào"
NO_GROUP = "không cho biết"
ALL_PROCEDURES = "mọi thủ tục"
BOTH_TELL = "số giản đơn và số có trọng số cùng nêu thì suy ngược được nhóm quá ít phiếu"

_Figures = tuple[Measured | None, Measured | None]
_Answered = Mapping[StratumKey, int]
_Values = Counter[tuple[StratumKey, str]]


@dataclass(frozen=True)
class Frame:
    """What all questions of a round share: its strata, and how many responses each has."""

    round: SurveyRound
    questions: list[SurveyQuestion]
    strata: dict[StratumKey, Stratum]
    counts: Counts

    @cached_property
    def sizes(self) -> Counter[StratumKey]:
        found: Counter[StratumKey] = Counter()
        for (stratum, _), count in self.counts.responses.items():
            found[stratum] += count
        return found

    @cached_property
    def keys(self) -> list[StratumKey]:
        return [*self.strata, *([None] if self.sizes[None] else [])]

    @cached_property
    def weights(self) -> dict[Hashable, Fraction]:
        """Return how many people a response stands for, where that is known."""
        people = {key: stratum.population or 0 for key, stratum in self.strata.items()}
        return {key: Fraction(people[key], self.sizes[key]) for key in people if people[key] and self.sizes[key]}

    def sample(self, key: StratumKey, answered: int = 0, total: int = 0, squares: int = 0) -> Sample:
        """Return what the estimates need of a stratum."""
        stratum = self.strata.get(key)
        return Sample(str(key), stratum.population if stratum else None, self.sizes[key], answered, total, squares)

    def tables(self) -> dict[str, dict[str, list[StratumKey]]]:
        """Return the strata by the name of their agency, and by that of their procedure."""
        return {
            "agency": self._sorted(lambda stratum: stratum.agency.name),
            "procedure": self._sorted(
                lambda stratum: stratum.procedure.plain_title if stratum.procedure else ALL_PROCEDURES
            ),
        }

    def _sorted(self, name: Callable[[Stratum], str]) -> dict[str, list[StratumKey]]:
        rows: dict[str, list[StratumKey]] = {}
        for key in self.keys:
            stratum = self.strata.get(key)
            rows.setdefault(name(stratum) if stratum else NO_STRATUM, []).append(key)
        return dict(sorted(rows.items(), key=lambda row: (row[0] == NO_STRATUM, sort_key(row[0]))))


class QuestionReckoning:
    """The counts of one question on their way to its result."""

    def __init__(self, frame: Frame, question: SurveyQuestion) -> None:
        self.frame, self.question = frame, question
        self.least = frame.round.least_shown
        self.tells_weighted = True
        self.answered: Counter[StratumKey] = Counter()
        self.values: _Values = Counter()
        self.by_channel: dict[str, Counter[str]] = {}
        for (pk, stratum, _), count in frame.counts.answered.items():
            self.answered[stratum] += count if pk == question.pk else 0
        for (pk, stratum, channel, value), count in frame.counts.values.items():
            if pk == question.pk:
                self.values[stratum, value] += count
                self.by_channel.setdefault(channel, Counter())[value] += count

    def result(self) -> QuestionResult:
        """Return the result of the question."""
        frame, question = self.frame, self.question
        told = sum(self.answered.values())
        scale, hidden = question.kind == SurveyQuestion.Kind.SCALE, told < self.least
        shows = scale and not hidden
        # First of all: what has to be hidden decides whether weighted figures are told.
        by_agency, by_procedure = self._by_strata() if shows else ((), ())
        share, mean = self._figures(self.answered, self.values, frame.keys) if shows else (None, None)
        return QuestionResult(
            question=question,
            responses=sum(frame.sizes.values()),
            asked=sum(count for (pk, _), count in frame.counts.asked.items() if pk == question.pk),
            answered=told,
            hidden=hidden,
            options=() if hidden else tuple(self._options()),
            share=share,
            mean=mean,
            by_agency=by_agency,
            by_procedure=by_procedure,
            by_group=tuple(self._by_group(told)) if shows and not question.is_group else (),
            by_channel=tuple(self._by_channel()) if shows else (),
            open_page=self._open() if scale and frame.counts.opened else None,
        )

    def _options(self) -> Iterable[OptionCount]:
        for option in self.question.options:
            value = str(option["value"])
            counted = {key: self.values[key, value] for key in self.frame.keys}
            share = self._share(self.answered, counted, self.frame.keys)
            yield OptionCount(value, str(option["words"]), sum(counted.values()), share)

    def _figures(self, answered: _Answered, values: _Values, keys: list[StratumKey]) -> _Figures:
        counted = satisfied_values(self.question)
        content = {key: sum(values[key, value] for value in counted) for key in keys}
        return self._share(answered, content, keys) if counted else None, self._mean(answered, values, keys)

    def _share(self, answered: _Answered, counted: _Answered, keys: list[StratumKey]) -> Measured:
        samples = [self.frame.sample(key, answered.get(key, 0), counted[key], counted[key]) for key in keys]
        simple = simple_share(sum(counted.values()), sum(one.answered for one in samples))
        return self._measured(simple, weighted_share(samples), samples)

    def _measured(self, simple: Estimate, weighted: Estimate, samples: list[Sample]) -> Measured:
        if not self.tells_weighted:
            return Measured(simple, Estimate(None, weighted.answered, why=BOTH_TELL), complete=False)
        return Measured(simple, weighted, all(one.population for one in samples if one.answered))

    def _mean(self, answered: _Answered, values: _Values, keys: list[StratumKey]) -> Measured | None:
        scale = numbers_of(self.question)
        if not scale:
            return None
        samples = []
        for key in keys:
            total = sum(values[key, value] * number for value, number in scale.items())
            squares = sum(values[key, value] * number**2 for value, number in scale.items())
            samples.append(self.frame.sample(key, answered.get(key, 0), total, squares))
        lowest, highest = min(scale.values()), max(scale.values())
        return self._measured(
            simple_mean(samples, lowest=lowest, highest=highest),
            weighted_mean(samples, lowest=lowest, highest=highest),
            samples,
        )

    def _by_strata(self) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        tables = self.frame.tables()
        cells = {
            (table, label): Cell(table, label, frozenset(keys))
            for table, rows in tables.items()
            for label, keys in rows.items()
        }
        sizes: dict[Hashable, int] = {key: self.answered[key] for key in self.frame.keys}
        hidden = hidden_of(cells.values(), sizes, self.least, weights=self.frame.weights)
        if given_away(cells.values(), hidden, sizes, weights=self.frame.weights):
            # Nothing is left to hide: the simple and the weighted total together would tell a cell of few.
            self.tells_weighted = False
            hidden = hidden_of(cells.values(), sizes, self.least)
        made: dict[str, tuple[Part, ...]] = {}
        for table, rows in tables.items():
            made[table] = tuple(
                self._part(label, keys, hidden.get(cells[table, label])) for label, keys in rows.items()
            )
        return made["agency"], made["procedure"] if len(made["procedure"]) > 1 else ()

    def _part(self, label: str, keys: list[StratumKey], why: Hidden | None) -> Part:
        told, came = (sum(counts[key] for key in keys) for counts in (self.answered, self.frame.sizes))
        figures = (None, None) if why else self._figures(self.answered, self.values, keys)
        return Part(label, came, told, why, *figures)

    def _by_group(self, told: int) -> Iterable[tuple[SurveyQuestion, tuple[Part, ...]]]:
        for group in self.frame.questions:
            if group.is_group and group.kind == SurveyQuestion.Kind.SINGLE:
                yield group, tuple(self._groups(group, told))

    def _groups(self, group: SurveyQuestion, told: int) -> Iterable[Part]:
        """One row for each option of the group. Nobody can know who did not say: they need no cover, but give it."""
        counts, pk = self.frame.counts, self.question.pk
        answered: dict[str, Counter[StratumKey]] = {}
        values: dict[str, _Values] = {}
        for option in group.options:
            value = str(option["value"])
            among = counts.grouped_answered.get((group.pk, value), Counter())
            answered[value] = Counter({stratum: count for (one, stratum), count in among.items() if one == pk})
            given = counts.grouped.get((group.pk, value), Counter())
            values[value] = Counter({(key, said): count for (one, key, said), count in given.items() if one == pk})
        sizes: dict[Hashable, int] = {value: sum(found.values()) for value, found in answered.items()}
        is_few = any(0 < size < self.least for size in sizes.values())
        sizes[""] = told - sum(sizes.values())
        hidden = hidden_cells(sizes, self.least) if is_few else {key: Hidden.FEW for key in sizes if not sizes[key]}
        for option in group.options:
            value = str(option["value"])
            why, size = hidden.get(value), sizes[value]
            figures = (None, None) if why else self._figures(answered[value], values[value], self.frame.keys)
            yield Part(str(option["words"]), size, size, why, *figures)
        if sizes[""]:
            yield Part(NO_GROUP, sizes[""], sizes[""], Hidden.BESIDE, None, None)

    def _by_channel(self) -> Iterable[Part]:
        """By the way of asking: as counted, for a channel is no part of the population."""
        came: Counter[str] = Counter()
        for (_, channel), count in self.frame.counts.responses.items():
            came[channel] += count
        answered: Counter[str] = Counter()
        for (pk, _, channel), count in self.frame.counts.answered.items():
            answered[channel] += count if pk == self.question.pk else 0
        hidden = hidden_cells({channel: answered[channel] for channel in came}, self.least)
        for channel in sorted(came, key=list(Channel.values).index):
            why = hidden.get(channel)
            figures = (None, None) if why else _counted_figures(self.question, self.by_channel.get(channel, Counter()))
            yield Part(str(Channel(channel).label), came[channel], answered[channel], why, *figures)

    def _open(self) -> Part:
        counts, pk = self.frame.counts, self.question.pk
        values = Counter({value: count for (one, value), count in counts.open_values.items() if one == pk})
        why = Hidden.FEW if counts.open_answered[pk] < self.least else None
        figures = (None, None) if why else _counted_figures(self.question, values)
        return Part(str(Channel.OPEN.label), counts.opened, counts.open_answered[pk], why, *figures)


def _counted_figures(question: SurveyQuestion, values: Counter[str]) -> _Figures:
    nothing, counted, answered = Estimate(None, 0), satisfied_values(question), sum(values.values())
    content = simple_share(sum(values[value] for value in counted), answered)
    share = Measured(content, nothing, complete=False) if counted else None
    scale = numbers_of(question)
    if not scale:
        return share, None
    total = sum(values[value] * number for value, number in scale.items())
    squares = sum(values[value] * number**2 for value, number in scale.items())
    sample = Sample("", None, answered, answered, total, squares)
    mean = simple_mean([sample], lowest=min(scale.values()), highest=max(scale.values()))
    return share, Measured(mean, nothing, complete=False)
