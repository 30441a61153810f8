"""What all questions of a round share: its strata, how many responses each has, which rows are never shown."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lantoa.apps.surveys.models import Stratum, SurveyQuestion, SurveyRound
from lantoa.apps.surveys.queries.result_counts import Counts, StratumKey
from lantoa.apps.surveys.queries.result_records import QuestionResult
from lantoa.core.scoring import Cell, Sample, hidden_cells, hidden_of
from lantoa.core.viettext import sort_key

NO_STRATUM = "không thuộc nhóm mẫu nào"
ALL_PROCEDURES = "mọi thủ tục"
# A row of a table: "agency", "procedure", "channel" or "group tuoi", and its key there.
Row = tuple[str, str]


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

    def cells(self) -> dict[Row, Cell]:
        """Return the rows by agency and by procedure as sets of strata."""
        return {
            (table, label): Cell(table, label, frozenset(keys))
            for table, rows in self.tables().items()
            for label, keys in rows.items()
        }

    def groups(self) -> list[SurveyQuestion]:
        """Return the questions whose answer puts a response into exactly one group."""
        return [one for one in self.questions if one.is_group and one.kind == SurveyQuestion.Kind.SINGLE]

    def group_sizes(self, group: SurveyQuestion) -> dict[Hashable, int]:
        """Return how many responses are of each group, and under "" how many do not say."""
        found: dict[Hashable, int] = {str(option["value"]): 0 for option in group.options}
        for (pk, _, _, value), count in self.counts.values.items():
            if pk == group.pk and value in found:
                found[value] += count
        return {**found, "": sum(self.sizes.values()) - sum(found.values())}

    def channel_sizes(self) -> Counter[str]:
        """Return how many responses came by each channel."""
        found: Counter[str] = Counter()
        for (_, channel), count in self.counts.responses.items():
            found[channel] += count
        return found

    @cached_property
    def never_shown(self) -> frozenset[Row]:
        """Return the rows that no question may show: fewer responses than are shown, and those that cover them.

        A question that was put to some only would else tell of such a row how many were led to it, and so what they
        said to the question before; even that nobody was.
        """
        least, cells = self.round.least_shown, self.cells()
        sizes: dict[Hashable, int] = {key: self.sizes[key] for key in self.keys}
        hidden = hidden_of(cells.values(), sizes, least, weights=self.weights)
        found = {row for row, cell in cells.items() if cell in hidden}
        for group in self.groups():
            people = self.group_sizes(group)
            if any(0 < size < least for key, size in people.items() if key):
                found |= {(group_table(group), str(key)) for key in hidden_cells(people, least)}
        channels = dict[Hashable, int](self.channel_sizes().items())
        found |= {("channel", str(key)) for key in hidden_cells(channels, least)}
        return frozenset(found)


def group_table(group: SurveyQuestion) -> str:
    """Return the name of the table by this group."""
    return f"group {group.code}"


def rows_hidden_in(results: Iterable[QuestionResult]) -> Iterator[Row]:
    """Return the rows by agency, procedure, channel and group that are hidden in any of these results."""
    for result in results:
        tables = [("agency", result.by_agency), ("procedure", result.by_procedure), ("channel", result.by_channel)]
        tables += [(group_table(group), parts) for group, parts in result.by_group]
        yield from ((table, part.key) for table, parts in tables for part in parts if part.hidden)
