"""Results as tables to take away: every figure with its denominators, single responses without serial and time."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

import xlsxwriter

from lantoa.apps.base.cells import inert
from lantoa.apps.surveys.models import SurveyQuestion, SurveyResponse, SurveyRound
from lantoa.apps.surveys.presenters.result_words import hidden_words, mean_words, percent_words
from lantoa.apps.surveys.presenters.results import FORMULA, least_words, rate_words, weight_remarks
from lantoa.apps.surveys.presenters.single_responses import answer_words
from lantoa.apps.surveys.queries.result_records import Measured, QuestionResult, RoundResults
from lantoa.core.scoring import Estimate, Hidden

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEADER = [
    "Mã câu", "Câu hỏi", "Bảng", "Dòng", "Được hỏi", "Trả lời", "Tỷ lệ nêu ra", "Khoảng từ", "Khoảng đến",
    "Tỷ lệ giản đơn", "Tỷ lệ có trọng số", "Điểm trung bình", "Vì sao không nêu",
]  # fmt: skip
_SMALL = 5


def result_rows(results: RoundResults) -> list[list[str]]:
    """Return the heading and one row for each figure of the round; hidden ones have their reason instead."""
    rows = [list(HEADER)]
    for result in results.questions:
        least = results.round.least_shown
        why = Hidden.FEW if result.hidden else None
        rows.append(_row(result, "chung", "", result.asked, result.answered, result.share, result.mean, why, least))
        for option in result.options:
            rows.append(
                _row(result, "phương án", option.words, result.answered, option.count, option.share, None, None, least)
            )
        tables = [("cơ quan", result.by_agency), ("thủ tục", result.by_procedure)]
        tables += [(f"nhóm: {group.text}", parts) for group, parts in result.by_group]
        tables += [("cách hỏi", result.by_channel), ("trang mở", (result.open_page,) if result.open_page else ())]
        for table, parts in tables:
            rows += [
                _row(result, table, one.label, one.responses, one.answered, one.share, one.mean, one.hidden, least)
                for one in parts
            ]
    return rows


def _row(
    result: QuestionResult, table: str, label: str, asked: int, answered: int, share: Measured | None,
    mean: Measured | None, why: Hidden | None, least: int,
) -> list[str]:  # fmt: skip
    chosen = share.chosen if share else None
    interval = chosen.interval if chosen else None
    return [
        result.question.code, result.question.text, table, label, str(asked), str(answered), _percent(chosen),
        percent_words(interval.low) if interval else "", percent_words(interval.high) if interval else "",
        _percent(share.simple if share else None), _percent(share.weighted if share else None),
        mean_words(mean.chosen.value) if mean and mean.chosen.value is not None else "",
        hidden_words(why, answered, least),
    ]  # fmt: skip


def _percent(estimate: Estimate | None) -> str:
    return "" if estimate is None or estimate.value is None else percent_words(estimate.value)


def result_notes(results: RoundResults) -> list[str]:
    """Return the lines above the table: what it is, of how many, how it was computed."""
    survey_round = results.round
    lines = [survey_round.title, "; ".join(rate_words(results)), *weight_remarks(results), FORMULA]
    lines.append(least_words(survey_round))
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
                if cell.isdecimal() and place > len(notes):
                    sheet.write_number(place, column, int(cell))
                elif cell:
                    sheet.write_string(place, column, inert(cell), head if place == len(notes) else None)
        sheet.set_column(0, len(rows[0]) - 1, 18)
    return file.getvalue()
