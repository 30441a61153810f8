"""Pages of results in the back office: pictures as markup, the state of the round in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from lantoa.apps.indices.presenters import numbers
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.presenters.result_words import change_words, interval_words, share_words
from lantoa.apps.surveys.queries.index_beside import BesideIndex
from lantoa.apps.surveys.queries.rounds_compared import RoundsCompared
from lantoa.core.charts import Figure

OFFICE_WIDTH = 480


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A picture for components/figure.html."""

    title: str
    picture: SafeString
    wide_picture: str
    sentence: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shown_figure(figure: Figure | None) -> ShownFigure | None:
    """Return the figure for the figure component; core/charts escapes every text in its SVG."""
    if figure is None:
        return None
    return ShownFigure(figure.title, mark_safe(figure.svg), "", figure.sentence, figure.table.header, figure.table.rows)


def state_words(survey_round: SurveyRound, *, at: datetime) -> tuple[str, str]:
    """Return the state of a round as colour and words, and whether its figures are final."""
    state = survey_round.state
    if state == SurveyRound.State.PUBLISHED:
        return "confirmed", f"đã công bố {_day(survey_round.published_at)}"
    if state == SurveyRound.State.CLOSED:
        return "fulfilled", "đã khóa, chưa công bố"
    if state == SurveyRound.State.DRAFT:
        return "drafted", "bản nháp"
    if at < survey_round.opens_at:
        return "sent", f"sẽ mở {_day(survey_round.opens_at)}"
    return "received", f"đang khảo sát, khóa {_day(survey_round.closes_at)}"


def _day(moment: datetime | None) -> str:
    return f"ngày {timezone.localtime(moment):%d/%m/%Y}" if moment else ""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One question in two rounds, in words; `remark` also says why there is no comparison."""

    text: str
    earlier: str
    later: str
    change: str
    clear: bool
    remark: str


def compared_rows(compared: RoundsCompared) -> tuple[ComparedRow, ...]:
    """Return the rows of two rounds side by side."""
    rows = []
    for one in compared.questions:
        if one.why_not:
            rows.append(ComparedRow(one.question.text, "", "", "", clear=False, remark=f"Không so: {one.why_not}."))
            continue
        earlier, later = (
            f"{share_words(estimate)} ({interval_words(estimate.interval if estimate else None)})"
            for estimate in (one.earlier, one.later)
        )
        way = "có trọng số" if one.weighted else "giản đơn, vì không phải đợt nào cũng đủ số để tính trọng số"
        remark = f"Tỷ lệ {way}. {one.remark}".strip()
        clear = one.change is not None and one.change.clear and not one.reworded
        change = change_words(one.change, reworded=one.reworded)
        rows.append(ComparedRow(one.question.text, earlier, later, change, clear=clear, remark=remark))
    return tuple(rows)


def beside_words(beside: BesideIndex | None) -> str:
    """Return the component beside a question in words: "" for none, and why there is no value where there is none."""
    if beside is None:
        return ""
    if beside.cell is None or beside.cell.value is None or beside.component is None or beside.edition is None:
        return f"{beside.index.short_name}: chưa có giá trị nào của tỉnh được đưa ra công khai."
    value, edition = beside.cell.value, beside.edition
    told = []
    if value.number is not None:
        told.append(numbers.amount_text(value.number, edition.scale.unit, edition.scale.decimals))
    if value.rank is not None:
        told.append(numbers.rank_text(value.rank, value.ranked_among))
    mark = " (minh họa)" if edition.illustrative else ""
    name = beside.component.name
    return (
        f"{beside.index.short_name} {edition.year_measured}, {name}: {', '.join(told)}{mark}; nguồn: "
        f"{value.source.title}."
    )


def beside_remark(rows: Sequence[str]) -> str:
    """Return what stands under values of indices, where there are any."""
    if not rows:
        return ""
    return (
        "Chỉ số do cơ quan khác đo, hỏi người khác, bằng thang khác và vào thời gian khác: đặt cạnh nhau để "
        "biết, không cộng "
        "trừ, và không nói bên nào là nguyên nhân của bên nào."
    )
