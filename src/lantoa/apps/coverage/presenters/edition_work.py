"""What may be done about an edition, in words: figures, work, coverage and the next edition side by side.

No sentence here may say that one thing comes from another: tests/test_edition_work.py looks for words that do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lantoa.apps.assignments.queries import Tally
from lantoa.apps.coverage.queries import EditionWork, Goal, ThemeCoverage, ThemeWork, WorkRow
from lantoa.apps.directives.models import Theme
from lantoa.apps.indices.models import Edition, Entity
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries import WhatIf
from lantoa.apps.indices.queries.what_if import Aim
from lantoa.core.scoring import NewRank, Unknown
from lantoa.core.viettext import format_percent

SIDE_BY_SIDE = (
    "Trang này xếp cạnh nhau: số của từng thành phần, nội dung tuyên truyền mà cán bộ thấy cùng nói về thành phần ấy, "
    "việc đã giao, bài đã đăng, và kỳ công bố sau. Xếp cạnh nhau, không nói điều này gây ra điều kia."
)
ONLY_ARITHMETIC = (
    "Chỉ là phép tính theo cách tính tổng điểm đã công bố, giữ nguyên mọi thành phần khác và mọi đối tượng khác của kỳ "
    "này. Không phải dự báo, cũng không nói làm thế nào để đạt được."
)
NO_THEME = "Chưa ai chọn nội dung tuyên truyền nào cùng nói về thành phần này."
GOAL_LABELS = {Goal.REGION: "trung bình của vùng", Goal.NATION: "trung bình cả nước", Goal.BEST: "mức cao nhất"}


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure of a component: whose it is, and the figure in words."""

    whose: str
    text: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class ThemeBeside:
    """A linked theme: why it was linked, how far the work has come, the coverage of each period."""

    theme: Theme
    note: str
    work: str
    coverage: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComponentBeside:
    """One component with all that stands beside it."""

    code: str
    name: str
    plain_words: str
    depth: int
    reached: str
    figures: tuple[Beside, ...]
    themes: tuple[ThemeBeside, ...]
    later: str
    component_pk: int
    unverified: bool
    # No figure of it is known, in the next edition neither, and nobody has linked a theme.
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What would have been for one component: the gain and rank in words, or the reason why there is none."""

    name: str
    own: str
    target: str
    total: str = ""
    gain: str = ""
    rank: str = ""
    reason: str = ""
    gained: Decimal | None = None


def components_beside(work: EditionWork) -> tuple[ComponentBeside, ...]:
    """Return the components in the order of the work."""
    return tuple(_component(work, row) for row in work.rows)


def _component(work: EditionWork, row: WorkRow) -> ComponentBeside:
    figures = figures_beside(work, row)
    is_known = any(figure.is_known for figure in figures) or bool(row.later is not None and row.later.value)
    return ComponentBeside(
        code=row.component.code,
        name=row.component.name,
        plain_words=row.component.plain_words,
        depth=row.depth,
        reached=_reached(row),
        figures=figures,
        themes=tuple(_theme(one) for one in row.works),
        later=later_words(work, row),
        component_pk=row.component.pk,
        unverified=row.component.unverified,
        is_bare=not is_known and not row.works,
    )


def _reached(row: WorkRow) -> str:
    if row.component.highest is None:
        return "Chưa biết điểm tối đa của thành phần này."
    highest = numbers.number_text(row.component.highest)
    share = row.share
    return f"Điểm tối đa {highest}." if share is None else f"Đạt {format_percent(share)} của điểm tối đa {highest}."


def figures_beside(work: EditionWork, row: WorkRow) -> tuple[Beside, ...]:
    """Return own figure, region, nation and the best, each said or its absence told."""
    scale = work.edition.scale
    found = [Beside(work.entity.short_name, numbers.cell_text(row.own), row.own.value is not None)]
    found += [
        Beside(mean.short_name, numbers.cell_text(cell), cell.value is not None)
        for mean, cell in ((work.region, row.region), (work.nation, row.nation))
        if mean is not None
    ]
    if row.best is None:
        return (*found, Beside("Cao nhất", row.best_reason[:1].lower() + row.best_reason[1:], is_known=False))
    best = numbers.amount_text(row.best.number, scale.unit, scale.decimals)
    return (*found, Beside("Cao nhất", f"{best} ({row.best.name})"))


def _theme(one: ThemeWork) -> ThemeBeside:
    periods = [f"Trong năm đo ({one.in_year.window.start.year}): {coverage_words(one.in_year)}"]
    if one.since:
        periods.append(f"Từ năm {one.since.window.start.year} đến nay: {coverage_words(one.since)}")
    return ThemeBeside(one.theme, one.link.note, work_words(one.tally), tuple(periods))


def work_words(tally: Tally) -> str:
    """Return how far the assignments have come.

    >>> work_words(Tally(owed=12, fulfilled=4, confirmed=3, in_hand=5, late=2))
    'Đã giao 12 việc: 7 đã xong, 5 đang làm, trong đó 2 quá hạn.'
    >>> work_words(Tally())
    'Chưa giao việc nào.'
    """
    if not tally.owed:
        return "Chưa giao việc nào."
    parts = [f"{tally.done} đã xong", f"{tally.unreceived + tally.in_hand} đang làm"]
    late = f", trong đó {tally.late} quá hạn" if tally.late else ""
    refused = f", {tally.refused} từ chối" if tally.refused else ""
    return f"Đã giao {tally.owed} việc: {', '.join(parts)}{late}{refused}."


def coverage_words(told: ThemeCoverage) -> str:
    """Return the coverage of one theme in one period."""
    articles = f"{told.articles} bài" if told.articles else "chưa thấy bài nào"
    if not told.agencies_owing:
        return f"{articles}; chưa cơ quan nào được giao nội dung này."
    unknown = f", {told.agencies_unknown} chưa rõ vì chưa đọc được nguồn" if told.agencies_unknown else ""
    return f"{articles}; {told.agencies_covering}/{told.agencies_owing} cơ quan được giao đã đăng{unknown}."


def later_words(work: EditionWork, row: WorkRow) -> str:
    """Return what the next edition says of the component, "" where there is no next edition."""
    if work.later_edition is None:
        return ""
    when = f"Kỳ sau, năm đo {work.later_edition.year_measured}"
    change = numbers.change_text(row.later_change, work.later_edition.scale)
    if row.later is None:
        return f"{when}: {change}."
    if row.later.value is None:
        return f"{when}: {numbers.cell_text(row.later)}."
    return f"{when}: {numbers.cell_text(row.later)}{f'; {change}' if change else ''}."


def later_total_words(work: EditionWork) -> str:
    """Return what the next edition says of the total, or that there is none yet."""
    if work.later_edition is None:
        return f"Chưa có kỳ nào sau năm đo {work.edition.year_measured}."
    return later_words(work, work.total)


def goals_of(work: EditionWork) -> tuple[Goal, ...]:
    """Return the goals that at least one component has a published value for."""
    return tuple(goal for goal in Goal if any(isinstance(work.aim(row, goal), Aim) for row in work.rows))


def tried_all(work: EditionWork, goal: Goal) -> tuple[Tried, ...]:
    """Return each component as if it had reached the goal, the largest gain first; those that had nothing to gain or
    cannot be told stand behind.
    """
    found = (tried(work, row, work.aim(row, goal)) for row in work.rows)
    return tuple(sorted(found, key=lambda one: (one.gained is None, -(one.gained or 0))))


def tried(work: EditionWork, row: WorkRow, aim: Aim | Unknown) -> Tried:
    """Return what the total and the rank would have been with one component at the aim."""
    scale, higher = work.edition.scale, work.edition.index.higher_is_better
    own = numbers.number_cell(row.own)
    if isinstance(aim, Unknown):
        return Tried(row.component.name, own, "", reason=aim.reason)
    target = numbers.number_text(aim.number, scale.decimals)
    if aim.of and row.own.number is not None and _is_reached(row.own.number, aim.number, higher):
        return Tried(row.component.name, own, target, reason=f"Đã bằng hoặc hơn mức của {aim.of}.")
    told = work.what_if(row, aim)
    if isinstance(told, Unknown):
        return Tried(row.component.name, own, target, reason=told.reason)
    gained = told.total.after - told.total.before
    words = numbers.difference_text(gained, scale.unit, scale.decimals)
    return Tried(
        row.component.name,
        own,
        target,
        total=numbers.amount_text(told.total.after, scale.unit, scale.decimals),
        gain=f"{'thêm' if gained >= 0 else 'bớt'} {words}",
        rank=rank_words(told),
        gained=gained if higher else -gained,
    )


def _is_reached(own: Decimal, target: Decimal, higher_is_better: bool) -> bool:
    return own >= target if higher_is_better else own <= target


def rank_words(told: WhatIf) -> str:
    """Return the rank it would have had, or why nobody can say."""
    if not isinstance(told.rank, NewRank):
        return told.rank.reason
    tied = f", cùng tổng điểm với {told.rank.tied} đối tượng" if told.rank.tied else ""
    now = f" (đã công bố: hạng {told.stated_rank})" if told.stated_rank else ""
    return f"hạng {told.rank.rank}/{told.rank.of}{tied}{now}"


def what_if_sentence(work: EditionWork, row: WorkRow, aim: Aim | Unknown) -> str:
    """Return the what-if of one component as a sentence."""
    told = tried(work, row, aim)
    name, edition = told.name, work.edition
    if told.reason:
        return f"“{name}”, {edition.index.short_name} {edition.year_measured}: {told.reason}"
    of = f", bằng {aim.of}" if isinstance(aim, Aim) and aim.of else ""
    whose = f"“{name}” của {work.entity.short_name} năm {edition.year_measured}"
    return (
        f"Nếu {whose} là {told.target}{of} (thay cho {told.own}), còn mọi số khác giữ nguyên, thì tổng điểm là "
        f"{told.total}, {told.gain}. {told.rank[:1].upper()}{told.rank[1:].rstrip('.')}. "
        f"Tổng điểm đã công bố: {numbers.cell_text(work.total.own)}."
    )


def texts_of(work: EditionWork) -> Iterator[str]:
    """Yield every text that is made here for the page; what was published or typed by a person is not among them."""
    yield from (SIDE_BY_SIDE, ONLY_ARITHMETIC, NO_THEME, later_total_words(work), *GOAL_LABELS.values())
    for one in components_beside(work):
        yield from (one.reached, one.later, *(beside.text for beside in one.figures))
        yield from (text for theme in one.themes for text in (theme.work, *theme.coverage))
    for goal in Goal:
        for told in tried_all(work, goal):
            yield from (told.reason, told.gain, told.rank, told.total)
        yield from (what_if_sentence(work, row, work.aim(row, goal)) for row in work.rows)


def heading(edition: Edition, entity: Entity | None) -> str:
    """Return the title of the page."""
    of = f", {entity.short_name}" if entity else ""
    return f"Việc cần làm với {edition.index.short_name} {edition.year_measured}{of}"


def linked_count(components: Iterable[ComponentBeside]) -> int:
    """Return how many components have a linked theme."""
    return sum(bool(one.themes) for one in components)
