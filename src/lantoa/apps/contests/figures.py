"""What contests offer to stories as figures (settings.FIGURE_SOURCES): of published results only, as they are now."""

from collections.abc import Mapping
from typing import Any

from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.queries.published import PublishedRound, newest_results, published_rounds, units_of
from lantoa.apps.newsroom.figures import ILLUSTRATIVE, Choice, FigureSource, NoFigure
from lantoa.core.charts import Bar, Figure, bar_chart

# More bars than this are a list nobody reads; the title then says how many there are.
_MOST_UNITS = 15


def _contest_choice() -> Choice:
    contests = Contest.objects.filter(rounds__published_at__isnull=False).distinct()
    return Choice("contest", "Cuộc thi", tuple((str(contest.pk), contest.title) for contest in contests))


def _round_choice() -> Choice:
    rounds = newest_results().order_by("-round__published_at")
    names = tuple((str(result.round_id), f"{result.round.contest.title}: {result.round.title}") for result in rounds)
    return Choice("round", "Vòng thi", names)


def _audience_choice() -> Choice:
    everybody = ("", "mọi đối tượng")
    return Choice("audience", "Đối tượng", (everybody, *((one.value, str(one.label)) for one in Audience)))


def _contest_choices() -> tuple[Choice, ...]:
    return (_contest_choice(), _audience_choice())


def _round_choices() -> tuple[Choice, ...]:
    return (_round_choice(), _audience_choice())


def _unit_choices() -> tuple[Choice, ...]:
    kinds = {unit.agency.kind: unit.agency.get_kind_display() for unit in units_of(newest_results())}
    return (_contest_choice(), Choice("kind", "Loại đơn vị", (("", "mọi loại"), *sorted(kinds.items()))))


def _rounds_of_contest(options: Mapping[str, Any]) -> list[PublishedRound]:
    chosen = str(options.get("contest", ""))
    results = newest_results().filter(round__contest=int(chosen)) if chosen.isdecimal() else newest_results().none()
    found = published_rounds(results.order_by("round__number"))
    if not found:
        raise NoFigure("Cuộc thi đã chọn chưa có vòng nào công bố kết quả.")
    return found


def _chosen_round(options: Mapping[str, Any]) -> PublishedRound:
    chosen = str(options.get("round", ""))
    found = published_rounds(newest_results().filter(round=int(chosen))) if chosen.isdecimal() else []
    if not found:
        raise NoFigure("Vòng thi đã chọn chưa công bố kết quả.")
    return found[0]


def _audience(options: Mapping[str, Any]) -> Audience | None:
    chosen = options.get("audience") or ""
    if chosen and chosen not in Audience.values:
        raise NoFigure("Đối tượng đã chọn không có; hãy chọn lại.")
    return Audience(chosen) if chosen else None


def _title(words: str, contest: Contest, audience: Audience | None = None) -> str:
    whom = f" ({audience.label})" if audience else ""
    marked = f" · {ILLUSTRATIVE}" if contest.illustrative else ""
    return f"{words}{whom}, {contest.title}{marked}"


def _draw_rounds(options: Mapping[str, Any]) -> Figure:
    rounds, audience = _rounds_of_contest(options), _audience(options)
    bars = []
    for found in rounds:
        if audience and audience not in found.audiences:
            raise NoFigure("Cuộc thi đã chọn không mở cho đối tượng này.")
        bars.append(Bar(found.round.title, found.audiences[audience].entrants if audience else found.entrants))
    title = _title("Người thi từng vòng", rounds[0].contest, audience)
    # Who entered several rounds counts in each, so that a sum would be of no people.
    return bar_chart(title, bars, unit="người thi", noun="vòng thi", total=False)


def _draw_scores(options: Mapping[str, Any]) -> Figure:
    found, audience = _chosen_round(options), _audience(options)
    kinds = [found.audiences[audience]] if audience and audience in found.audiences else list(found.audiences.values())
    scores: dict[int, int] = {}
    for figures in kinds:
        for score, entrants in figures.scores.items():
            scores[score] = scores.get(score, 0) + entrants
    everybody = sum(scores.values())
    if not everybody:
        raise NoFigure("Vòng thi này không có người thi nào thuộc đối tượng đã chọn.")
    bars = [Bar(f"{score} điểm", scores[score], everybody) for score in sorted(scores, reverse=True)]
    title = _title(f"Điểm cao nhất của mỗi người thi, {found.round.title}", found.contest, audience)
    return bar_chart(title, bars, unit="người thi", noun="mức điểm")


def _draw_units(options: Mapping[str, Any]) -> Figure:
    rounds, kind = _rounds_of_contest(options), options.get("kind") or ""
    units = [unit for unit in units_of(found.result for found in rounds) if not kind or unit.agency.kind == kind]
    known = [unit for unit in units if unit.people]
    if not known:
        raise NoFigure("Chưa có đơn vị nào có sĩ số nên chưa tính được tỷ lệ tham gia.")
    shown = known[:_MOST_UNITS]
    among = f" ({len(shown)} đơn vị cao nhất trong {len(known)} đơn vị có sĩ số)" if len(known) > len(shown) else ""
    people = [(unit, unit.people or 0) for unit in shown]
    # More entrants than the head-count say that the head-count is old: the bar is full, not longer than that.
    bars = [Bar(unit.agency.short_name, min(unit.entrants, whole), whole) for unit, whole in people]
    title = _title(f"Tham gia của đơn vị, cộng các vòng{among}", rounds[0].contest)
    return bar_chart(title, bars, unit="người thi", noun="đơn vị")


entrants_by_round = FigureSource("contests.rounds", "Cuộc thi: người thi từng vòng", _contest_choices, _draw_rounds)
scores_of_round = FigureSource("contests.scores", "Cuộc thi: phân bố điểm một vòng", _round_choices, _draw_scores)
units_of_contest = FigureSource("contests.units", "Cuộc thi: tham gia của đơn vị", _unit_choices, _draw_units)
