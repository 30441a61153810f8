"""One question of a round, from its counts to its results: as a whole, by agency, procedure, group and channel."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping

from lantoa.apps.surveys.models import SurveyQuestion
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.queries.result_counts import StratumKey
from lantoa.apps.surveys.queries.result_frame import Frame, Row, group_table
from lantoa.apps.surveys.queries.result_records import (
    Measured,
    OptionCount,
    Part,
    QuestionResult,
    StratumSum,
    no_opinion_values,
    numbers_of,
    satisfied_values,
)
from lantoa.core.scoring import (
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

NO_GROUP = "không cho biết"
BOTH_TELL = "số giản đơn và số có trọng số cùng nêu thì suy ngược được nhóm quá ít phiếu"

_Figures = tuple[Measured | None, Measured | None]
_Answered = Mapping[StratumKey, int]
_Values = Counter[tuple[StratumKey, str]]


class QuestionReckoning:
    """The counts of one question on their way to its result."""

    def __init__(self, frame: Frame, question: SurveyQuestion, hidden_before: Collection[Row] = ()) -> None:
        self.frame, self.question = frame, question
        self.least = frame.round.least_shown
        self.tells_weighted = True
        # Rows that are not shown whatever this question was answered: `hidden_before` of those it depends on.
        self.never_shown = frame.never_shown | frozenset(hidden_before)
        self.without = no_opinion_values(question)
        # All who answered; of them, those with an opinion.
        self.answered: Counter[StratumKey] = Counter()
        self.values: _Values = Counter()
        self.by_channel: dict[str, Counter[str]] = {}
        for (pk, stratum, _), count in frame.counts.answered.items():
            self.answered[stratum] += count if pk == question.pk else 0
        self.rated = Counter(self.answered)
        for (pk, stratum, channel, value), count in frame.counts.values.items():
            if pk == question.pk:
                self.values[stratum, value] += count
                self.by_channel.setdefault(channel, Counter())[value] += count
                self.rated[stratum] -= count if value in self.without else 0

    def result(self) -> QuestionResult:
        """Return the result of the question."""
        frame, question = self.frame, self.question
        told, rated = sum(self.answered.values()), sum(self.rated.values())
        scale, hidden = question.kind == SurveyQuestion.Kind.SCALE, rated < self.least
        shows = scale and not hidden
        # First of all: what has to be hidden decides whether weighted figures are told.
        by_agency, by_procedure = self._by_strata() if shows else ((), ())
        share, mean = self._figures(self.rated, self.values, frame.keys) if shows else (None, None)
        return QuestionResult(
            question=question,
            responses=sum(frame.sizes.values()),
            asked=sum(count for (pk, _), count in frame.counts.asked.items() if pk == question.pk),
            answered=told,
            hidden=hidden,
            options=() if hidden else tuple(self._options()),
            share=share,
            mean=mean,
            no_opinion=told - rated,
            by_stratum=tuple(self._by_stratum()) if share and not any(part.hidden for part in by_agency) else (),
            by_agency=by_agency,
            by_procedure=by_procedure,
            by_group=tuple(self._by_group(rated)) if shows and not question.is_group else (),
            by_channel=tuple(self._by_channel()) if shows else (),
            open_page=self._open() if scale and frame.counts.opened else None,
        )

    def _by_stratum(self) -> Iterable[StratumSum]:
        """The terms of the weighted share, where no stratum is too small to be shown and each has a weight."""
        frame, counted = self.frame, satisfied_values(self.question)
        came = [key for key in frame.keys if frame.sizes[key]]
        if any(key not in frame.weights or self.rated[key] < self.least for key in came):
            return
        for key in came:
            content = sum(self.values[key, value] for value in counted)
            yield StratumSum(frame.strata[key], frame.sizes[key], self.rated[key], content)

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
        tables, cells = self.frame.tables(), self.frame.cells()
        sizes: dict[Hashable, int] = {key: self.rated[key] for key in self.frame.keys}
        also = [cell for row, cell in cells.items() if row in self.never_shown]
        hidden = hidden_of(cells.values(), sizes, self.least, weights=self.frame.weights, also=also)
        if given_away(cells.values(), hidden, sizes, weights=self.frame.weights):
            # Nothing is left to hide: the simple and the weighted total together would tell a cell of few.
            self.tells_weighted = False
            hidden = hidden_of(cells.values(), sizes, self.least, also=also)
        made: dict[str, tuple[Part, ...]] = {}
        for table, rows in tables.items():
            made[table] = tuple(
                self._part(label, keys, hidden.get(cells[table, label])) for label, keys in rows.items()
            )
        return made["agency"], made["procedure"] if len(made["procedure"]) > 1 else ()

    def _part(self, label: str, keys: list[StratumKey], why: Hidden | None) -> Part:
        told, came = (sum(counts[key] for key in keys) for counts in (self.rated, self.frame.sizes))
        return self._row(
            label, label, came, told, why, (None, None) if why else self._figures(self.rated, self.values, keys)
        )

    def _row(self, key: str, label: str, came: int, told: int, why: Hidden | None, figures: _Figures) -> Part:
        return Part(key, label, came, None if why else told, why, *figures)

    def _by_group(self, told: int) -> Iterable[tuple[SurveyQuestion, tuple[Part, ...]]]:
        for group in self.frame.groups():
            yield group, tuple(self._groups(group, told))

    def _groups(self, group: SurveyQuestion, told: int) -> Iterable[Part]:
        """One row for each option of the group. Nobody can know who did not say: they need no cover, but give it."""
        counts, pk, came = self.frame.counts, self.question.pk, self.frame.group_sizes(group)
        answered: dict[str, Counter[StratumKey]] = {}
        values: dict[str, _Values] = {}
        for option in group.options:
            value = str(option["value"])
            among = counts.grouped_answered.get((group.pk, value), Counter())
            answered[value] = Counter({stratum: count for (one, stratum), count in among.items() if one == pk})
            given = counts.grouped.get((group.pk, value), Counter())
            values[value] = Counter({(key, said): count for (one, key, said), count in given.items() if one == pk})
            for (stratum, said), count in values[value].items():
                answered[value][stratum] -= count if said in self.without else 0
        sizes: dict[Hashable, int] = {value: sum(found.values()) for value, found in answered.items()}
        also = {key for table, key in self.never_shown if table == group_table(group)} & set(answered)
        is_few = bool(also) or any(0 < size < self.least for size in sizes.values())
        sizes[""] = told - sum(sizes.values())
        nobody = {key: Hidden.FEW for key in sizes if not sizes[key]}
        hidden = hidden_cells(sizes, self.least, also=also) if is_few else nobody
        for option in group.options:
            value = str(option["value"])
            why, size = hidden.get(value), sizes[value]
            figures = (None, None) if why else self._figures(answered[value], values[value], self.frame.keys)
            yield self._row(value, str(option["words"]), came[value], size, why, figures)
        if sizes[""]:
            yield self._row("", NO_GROUP, came[""], sizes[""], Hidden.BESIDE, (None, None))

    def _by_channel(self) -> Iterable[Part]:
        """By the way of asking: as counted, for a channel is no part of the population."""
        came = self.frame.channel_sizes()
        answered: Counter[str] = Counter()
        for (pk, _, channel), count in self.frame.counts.answered.items():
            answered[channel] += count if pk == self.question.pk else 0
        for channel, values in self.by_channel.items():
            answered[channel] -= sum(values[value] for value in self.without)
        also = {key for table, key in self.never_shown if table == "channel"}
        hidden = hidden_cells({channel: answered[channel] for channel in came}, self.least, also=also)
        for channel in sorted(came, key=list(Channel.values).index):
            why = hidden.get(channel)
            figures = (None, None) if why else _counted_figures(self.question, self.by_channel.get(channel, Counter()))
            label = str(Channel(channel).label)
            yield self._row(channel, label, came[channel], answered[channel], why, figures)

    def _open(self) -> Part:
        counts, pk = self.frame.counts, self.question.pk
        values = Counter({value: count for (one, value), count in counts.open_values.items() if one == pk})
        told = counts.open_answered[pk] - sum(values[value] for value in self.without)
        why = Hidden.FEW if told < self.least else None
        figures = (None, None) if why else _counted_figures(self.question, values)
        return self._row(Channel.OPEN, str(Channel.OPEN.label), counts.opened, told, why, figures)


def _counted_figures(question: SurveyQuestion, values: Counter[str]) -> _Figures:
    without = no_opinion_values(question)
    nothing, counted = Estimate(None, 0), satisfied_values(question)
    answered = sum(count for value, count in values.items() if value not in without)
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
