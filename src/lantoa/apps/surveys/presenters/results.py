"""Results of a round as words for pages and files: headlines, tables, and how each number came about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lantoa.apps.surveys.models import SurveyQuestion, SurveyRound
from lantoa.apps.surveys.presenters.formulas import Terms, how_words, terms_of
from lantoa.apps.surveys.presenters.result_words import (
    NOTHING,
    denominator_words,
    interval_words,
    mean_words,
    out_of_ten_words,
    part_words,
    percent_words,
    share_words,
)
from lantoa.apps.surveys.queries.result_records import OptionCount, Part, QuestionResult, RoundResults, is_satisfaction
from lantoa.core.viettext import format_number


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row of a table: figure and interval as chosen, the mean, how many answered; `hidden`: without a figure."""

    label: str
    figure: str
    interval: str
    mean: str
    answered: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Rows that share a heading; the noun is what a row is ("cơ quan")."""

    anchor: str
    title: str
    noun: str
    rows: tuple[ResultRow, ...]
    parts: tuple[Part, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option: how many of those who answered chose it, the share as chosen with its interval."""

    words: str
    count: str
    figure: str
    interval: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question as pages show it."""

    number: int
    code: str
    text: str
    help: str
    is_satisfaction: bool
    is_text: bool
    hidden: str
    denominators: str
    headline: str
    figure: str
    interval: str
    mean: str
    options: tuple[OptionRow, ...]
    tables: tuple[ResultTable, ...]
    how: tuple[str, ...]
    terms: Terms | None


def shown_question(result: QuestionResult, results: RoundResults) -> ShownQuestion:
    """Return a question as pages show it, with its tables."""
    question, least = result.question, results.round.least_shown
    share, mean = result.share, result.mean
    return ShownQuestion(
        number=question.position,
        code=question.code,
        text=question.text,
        help=question.help,
        is_satisfaction=is_satisfaction(question),
        is_text=question.kind == SurveyQuestion.Kind.TEXT,
        hidden=_hidden(result, least),
        denominators=denominator_words(result),
        headline=f"{_capital(out_of_ten_words(share))} hài lòng" if share else "",
        figure=share_words(share.chosen) if share else NOTHING,
        interval=interval_words(share.chosen.interval) if share else NOTHING,
        mean=_mean(result),
        options=tuple(_option(one) for one in result.options),
        tables=tuple(_tables(result, results.round)),
        how=tuple(how_words(result)) if mean or share else (),
        terms=terms_of(result),
    )


def _hidden(result: QuestionResult, least: int) -> str:
    if not result.hidden:
        return ""
    if not result.responses:
        return "Chưa có ai trả lời câu này."
    return f"Dưới {least} câu trả lời nên không nêu kết quả."


def _mean(result: QuestionResult) -> str:
    if result.mean is None or result.mean.chosen.value is None:
        return NOTHING
    chosen = result.mean.chosen
    return f"{mean_words(chosen.value or 0)} ({interval_words(chosen.interval, share=False)})"


def _option(option: OptionCount) -> OptionRow:
    chosen = option.share.chosen if option.share else None
    interval = interval_words(chosen.interval if chosen else None)
    return OptionRow(option.words, format_number(option.count), share_words(chosen), interval)


def _tables(result: QuestionResult, survey_round: SurveyRound) -> Iterator[ResultTable]:
    least = survey_round.least_shown
    code = result.question.code
    if result.by_agency:
        yield _table(f"co-quan-{code}", "Theo cơ quan", "cơ quan", result.by_agency, least)
    if result.by_procedure:
        yield _table(f"thu-tuc-{code}", "Theo thủ tục", "thủ tục", result.by_procedure, least)
    for group, parts in result.by_group:
        yield _table(f"nhom-{group.code}-{code}", f"Theo nhóm: {group.text.rstrip('?')}", "nhóm", parts, least)
    if len(result.by_channel) > 1:
        remark = (
            "Theo cách hỏi, mỗi phiếu tính như nhau: cách hỏi không phải là một phần của dân số nên không có trọng số."
        )
        yield _table(f"cach-hoi-{code}", "Theo cách hỏi", "cách hỏi", result.by_channel, least, remark)
    if result.open_page is not None:
        remark = (
            "Ai mở trang cũng trả lời được, nên đây không phải mẫu đại diện: để riêng, không cộng vào con số nào "
            "ở trên."
        )
        yield _table(f"trang-mo-{code}", "Trang mở cho mọi người", "cách hỏi", (result.open_page,), least, remark)


def _table(
    anchor: str, title: str, noun: str, parts: Sequence[Part], least: int, remark: str = ""
) -> ResultTable:  # fmt: skip
    return ResultTable(anchor, title, noun, tuple(_row(part, least) for part in parts), tuple(parts), remark)


def _row(part: Part, least: int) -> ResultRow:
    figure, interval = part_words(part, least)
    answered = NOTHING if part.answered is None else format_number(part.answered)
    chosen = part.mean.chosen if part.mean else None
    mean = mean_words(chosen.value) if chosen is not None and chosen.value is not None else NOTHING
    if part.hidden is None and part.share is None:
        figure = mean
    return ResultRow(part.label, figure, interval, mean, answered, part.hidden is not None)


@dataclass(frozen=True, slots=True)
class StratumRow:
    """A stratum: how many people, where that is from, how many were asked and came back, the weight of a response."""

    agency: str
    procedure: str
    population: str
    source: str
    tickets: str
    responses: str
    rate: str
    weight: str


def stratum_rows(results: RoundResults) -> tuple[StratumRow, ...]:
    """Return the strata of a round with their numbers, for whoever wants to compute again."""
    rows = []
    for rate in results.strata:
        stratum = rate.stratum
        weight = results.weights.each.get(str(stratum.pk)) if stratum else None
        rows.append(
            StratumRow(
                agency=stratum.agency.name if stratum else "Không thuộc nhóm mẫu nào",
                procedure=(stratum.procedure.plain_title if stratum.procedure else "mọi thủ tục") if stratum else "",
                population=format_number(stratum.population) if stratum and stratum.population else "chưa rõ",
                source=stratum.source if stratum else "",
                tickets=format_number(rate.tickets),
                responses=format_number(rate.responses),
                rate=percent_words(rate.responses / rate.tickets) if rate.tickets else NOTHING,
                weight=format_number(float(weight), 3) if weight is not None else NOTHING,
            )
        )
    return tuple(rows)


def weight_remarks(results: RoundResults) -> tuple[str, ...]:
    """Return what the weights leave out, and why."""
    weights, names = results.weights, {str(one.stratum.pk): str(one.stratum) for one in results.strata if one.stratum}
    found = []
    if not weights.each:
        found.append("Không nhóm mẫu nào có cả phiếu và số lượt giải quyết hồ sơ, nên không tính trọng số.")
    if weights.unknown:
        listed = _listed([names.get(key, "phiếu không thuộc nhóm mẫu nào") for key in weights.unknown])
        found.append(f"Không tính trọng số vì chưa rõ số lượt giải quyết hồ sơ: {listed}.")
    if weights.empty and weights.population:
        missed = weights.population - weights.covered
        listed = _listed([names[key] for key in weights.empty])
        found.append(
            f"Chưa có phiếu nào nên kết quả không nói thay: {listed}; đó là {format_number(missed)} trên "
            f"{format_number(weights.population)} lượt ({percent_words(missed / weights.population)})."
        )
    return tuple(found)


def rate_words(results: RoundResults) -> tuple[str, ...]:
    """Return how many of how many answered, what is counted apart and what is not counted."""
    head = f"{format_number(results.responses)} phiếu trả lời được tính"
    if results.tickets:
        share = percent_words(results.responses / results.tickets)
        head += f" trên {format_number(results.tickets)} phiếu mời đã phát ({share})"
    found = [head]
    if results.opened:
        found.append(f"{format_number(results.opened)} phiếu từ trang mở cho mọi người, để riêng")
    if results.excluded:
        found.append(f"{format_number(results.excluded)} phiếu bị loại có ghi lý do, không tính")
    return tuple(found)


def least_words(survey_round: SurveyRound) -> str:
    """Return the rule of small numbers of the round in one sentence."""
    return (
        f"Nhóm có dưới {survey_round.least_shown} câu trả lời không nêu kết quả; nhóm nhỏ nhất còn lại cũng không "
        "nêu khi từ nó "
        "và số chung tính ngược ra được nhóm kia."
    )


def _listed(names: Sequence[str], most: int = 5) -> str:
    more = f" và {len(names) - most} nhóm khác" if len(names) > most else ""
    return "; ".join(names[:most]) + more


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
