"""Results as tables to take away: every figure with its denominators, single responses without serial and time."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

from lantoa.apps.base.cells import inert
from lantoa.apps.surveys.models import SurveyQuestion, SurveyResponse, SurveyRound
from lantoa.apps.surveys.presenters.formulas import FORMULA
from lantoa.apps.surveys.presenters.result_words import hidden_words, mean_words, percent_words
from lantoa.apps.surveys.presenters.results import least_words, rate_words, weight_remarks
from lantoa.apps.surveys.presenters.single_responses import answer_words
from lantoa.apps.surveys.queries.result_frame import NO_STRATUM
from lantoa.apps.surveys.queries.result_records import Measured, QuestionResult, RoundResults
from lantoa.core.scoring import Estimate, Hidden

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEADER = [
    "Mã câu", "Câu hỏi", "Bảng", "Dòng", "Được hỏi", "Trả lời", "Số đếm được", "Số lượt hồ sơ", "Tỷ lệ nêu ra",
    "Khoảng từ", "Khoảng đến", "Tỷ lệ giản đơn", "Tỷ lệ có trọng số", "Tử số có trọng số", "Mẫu số có trọng số",
    "Sai số chuẩn", "Cỡ mẫu của khoảng", "Bậc tự do", "Điểm trung bình", "Vì sao không nêu",
]  # fmt: skip
HOW_TO_CHECK = (
    "Tính lại: tỷ lệ giản đơn = số đếm được ÷ trả lời. Tỷ lệ có trọng số = tử số ÷ mẫu số; tử số là tổng (số lượt "
    "hồ sơ ÷ số phiếu × số hài lòng) của các nhóm mẫu, mẫu số cũng vậy với số trả lời. Khoảng: công thức Wilson với tỷ "
    "lệ nêu ra, cỡ mẫu của khoảng và t có bậc tự do ghi bên cạnh (số giản đơn: cỡ mẫu là số trả lời, z = 1,96)."
)
_SMALL = 5


def result_rows(results: RoundResults) -> list[list[str]]:
    """Return the heading and one row for each figure of the round; hidden ones have their reason instead."""
    rows = [list(HEADER)]
    for rate in results.strata:
        label = str(rate.stratum) if rate.stratum else NO_STRATUM
        people = rate.stratum.population if rate.stratum else None
        rows.append(_row(None, "nhóm mẫu", label, asked=rate.tickets, answered=rate.responses, people=people))
    for result in results.questions:
        rows += _question_rows(result, results.round.least_shown)
    return rows


def _question_rows(result: QuestionResult, least: int) -> Iterator[list[str]]:
    if result.hidden:
        yield _row(result, "chung", "", why=hidden_words(Hidden.FEW, result.responses, least))
        return
    told = result.answered - result.no_opinion
    yield _row(result, "chung", "", asked=result.asked, answered=told, share=result.share, mean=result.mean)
    for option in result.options:
        share, of = option.share, result.answered
        yield _row(result, "phương án", option.words, asked=result.asked, answered=of, count=option.count, share=share)
    for one in result.by_stratum:
        yield _row(
            result, "nhóm mẫu của câu", str(one.stratum), asked=one.responses, answered=one.answered,
            count=one.counted, people=one.stratum.population,
        )  # fmt: skip
    tables = [("cơ quan", result.by_agency), ("thủ tục", result.by_procedure)]
    tables += [(f"nhóm: {group.text}", parts) for group, parts in result.by_group]
    tables += [("cách hỏi", result.by_channel), ("trang mở", (result.open_page,) if result.open_page else ())]
    for table, parts in tables:
        for part in parts:
            why = hidden_words(part.hidden, part.responses, least)
            asked = None if part.hidden else part.responses
            yield _row(
                result,
                table,
                part.label,
                asked=asked,
                answered=part.answered,
                share=part.share,
                mean=part.mean,
                why=why,
            )


def _row(
    result: QuestionResult | None, table: str, label: str, *, asked: int | None = None, answered: int | None = None,
    count: int | None = None, people: int | None = None, share: Measured | None = None, mean: Measured | None = None,
    why: str = "",
) -> list[str]:  # fmt: skip
    chosen, simple = (share.chosen, share.simple) if share else (None, None)
    interval = chosen.interval if chosen else None
    if count is None and simple is not None and simple.value is not None:
        count = round(simple.value * simple.answered)
    question = result.question if result else None
    return [
        question.code if question else "", question.text if question else "", table, label,
        *("" if one is None else str(one) for one in (asked, answered, count, people)),
        _percent(chosen), percent_words(interval.low) if interval else "",
        percent_words(interval.high) if interval else "", _percent(simple),
        *_weighted(share.weighted if share else None),
        mean_words(mean.chosen.value) if mean and mean.chosen.value is not None else "", why,
    ]  # fmt: skip


def _weighted(estimate: Estimate | None) -> list[str]:
    """The weighted share with what it was divided of, exact enough to be reckoned again to every digit shown."""
    if estimate is None or estimate.sums is None or estimate.standard_error is None:
        return [_percent(estimate), "", "", "", "", ""]
    sums = estimate.sums
    exact = (float(sums.counted), float(sums.whole), estimate.standard_error, sums.as_good)
    return [_percent(estimate), *(f"{one:.6f}".replace(".", ",") for one in exact), str(sums.freedom)]


def _percent(estimate: Estimate | None) -> str:
    return "" if estimate is None or estimate.value is None else percent_words(estimate.value)


def result_notes(results: RoundResults) -> list[str]:
    """Return the lines above the table: what it is, of how many, how it was computed."""
    survey_round = results.round
    lines = [survey_round.title, "; ".join(rate_words(results)), *weight_remarks(results), FORMULA]
    lines += [least_words(survey_round), HOW_TO_CHECK]
    if survey_round.state != SurveyRound.State.PUBLISHED:
        lines.insert(1, "Số tạm tính, đợt khảo sát chưa công bố kết quả.")
    if survey_round.illustrative:
        lines.insert(1, "Số liệu minh họa, không phải kết quả thật.")
    return lines


def response_rows(
    survey_round: SurveyRound, questions: Sequence[SurveyQuestion], responses: Iterable[SurveyResponse]
) -> tuple[list[str], list[list[str]]]:
    """Return the lines above, and the heading with one row a response. Needs stratum, values and questions at hand."""
    header = ["Cơ quan", "Thủ tục", "Cách hỏi", *(question.code for question in questions)]
    groups = [place for place, question in enumerate(questions, start=3) if question.is_group]
    rows = [header]
    for response in responses:
        told: dict[int, list[str]] = {}
        for value in response.values.all():
            told.setdefault(value.question_id, []).append(answer_words(value))
        stratum = response.stratum
        rows.append([
            stratum.agency.name if stratum else "", str(stratum.procedure or "") if stratum else "",
            response.get_channel_display(), *("; ".join(told.get(question.pk, [])) for question in questions),
        ])  # fmt: skip
    among = Counter(tuple(row[place] for place in (0, 1, *groups)) for row in rows[1:])
    few = sum(count for count in among.values() if count < _SMALL)
    notes = [
        survey_round.title,
        "Từng phiếu, không có số phiếu và giờ trả lời, xếp theo thứ tự ngẫu nhiên. Chỉ dùng để kiểm tra, không "
        "công khai.",
    ]
    if few:
        notes.append(
            f"Cẩn thận: {few} phiếu ở trong nhóm dưới {_SMALL} người cùng cơ quan, thủ tục và nhóm người trả lời; "
            "người quen "
            "có thể đoán ra họ là ai."
        )
    return notes, rows


# A count. Longer figures are no numbers (and none fit into a cell), those that begin with 0 are telephones.
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")


def csv_bytes(notes: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the table as CSV in UTF-8 with the mark that makes Excel read it so; no cell acts as a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([inert(note)] for note in notes)
    writer.writerows([inert(cell, keep_figures=True) for cell in row] for row in rows)
    return ("\N{BYTE ORDER MARK}" + file.getvalue()).encode()


def xlsx_bytes(notes: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return the table as a workbook; texts are texts, never formulas or links."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#F1E9DC", "border": 1})
        sheet = book.add_worksheet("Kết quả")
        for place, note in enumerate(notes):
            sheet.write_string(place, 0, inert(note))
        sheet.freeze_panes(len(notes) + 1, 0)
        for place, row in enumerate(rows, start=len(notes)):
            for column, cell in enumerate(row):
                if _COUNT.fullmatch(cell) and place > len(notes):
                    sheet.write_number(place, column, int(cell))
                elif cell:
                    sheet.write_string(place, column, inert(cell), head if place == len(notes) else None)
        sheet.set_column(0, len(rows[0]) - 1, 18)
    return file.getvalue()
