"""Surveys in public: the list of rounds, and the results of a published one, in words before figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lantoa.apps.surveys.models import SurveyQuestion, SurveyRound
from lantoa.apps.surveys.presenters import result_pictures as pictures
from lantoa.apps.surveys.presenters.formulas import FORMULA, INTERVAL, Terms
from lantoa.apps.surveys.presenters.office_results import ComparedRow, beside_remark, beside_words, compared_rows
from lantoa.apps.surveys.presenters.results import (
    ResultTable,
    ShownQuestion,
    StratumRow,
    least_words,
    rate_words,
    shown_question,
    stratum_rows,
    weight_remarks,
)
from lantoa.apps.surveys.queries.result_records import QuestionResult, RoundResults
from lantoa.core.charts import Figure
from lantoa.core.viettext import format_number
from lantoa.portal.presenters import addresses, index_addresses, site
from lantoa.portal.presenters.parts import Card, Empty, Fact, Head, Link, Notice, Picture, Tag, fact, picture
from lantoa.portal.presenters.words import day_words
from lantoa.portal.queries.surveys import PublicResults

_ILLUSTRATIVE = Tag("Minh họa", "illustrative")
_MADE_UP = Notice(
    "illustrative",
    "Đợt khảo sát, người trả lời và kết quả ở đây được viết riêng để trình diễn phần mềm, không phải kết quả thật.",
    title="Số liệu minh họa",
    slim=True,
)
_NARROW, _WIDE = pictures.NARROW, pictures.WIDE


@dataclass(frozen=True, slots=True)
class SurveysPage:
    head: Head
    open: tuple[Card, ...] = ()
    published: tuple[Card, ...] = ()
    waiting: tuple[Card, ...] = ()
    empty: Empty | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of results with its picture."""

    table: ResultTable
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question of a published round; `beside` is the component of an index that it speaks to."""

    shown: ShownQuestion
    tables: tuple[ShownTable, ...]
    options: Picture | None
    # The weighted share stratum by stratum: of the main question, of the others in the table to take away.
    terms: Terms | None
    beside: str
    beside_link: Link | None


@dataclass(frozen=True, slots=True)
class SurveyPage:
    head: Head
    facts: tuple[Fact, ...]
    notice: Notice | None = None
    empty: Empty | None = None
    sentences: tuple[str, ...] = ()
    picture: Picture | None = None
    questions: tuple[PublicQuestion, ...] = ()
    rounds: tuple[tuple[str, tuple[ComparedRow, ...], str], ...] = ()
    rounds_picture: Picture | None = None
    strata: tuple[StratumRow, ...] = ()
    remarks: tuple[str, ...] = ()
    formula: str = FORMULA
    interval: str = INTERVAL
    least: str = ""
    beside_remark: str = ""
    data_href: str = ""


def _head(survey_round: SurveyRound, *, lead: str) -> Head:
    return Head(
        title=survey_round.title,
        crumbs=site.trail(Link("Khảo sát", addresses.surveys()), Link(survey_round.title)),
        lead=lead,
        tags=(_ILLUSTRATIVE,) if survey_round.illustrative else (),
    )


def surveys_page(rounds: Iterable[SurveyRound], *, at: datetime) -> SurveysPage:
    """Return the list of rounds: those that one may answer, those with results, those that wait for them."""
    every = list(rounds)
    crumbs = site.trail(Link("Khảo sát"))
    lead = "Hỏi người đã làm thủ tục xem được phục vụ ra sao, rồi công bố câu trả lời cùng cách tính."
    head = Head("Khảo sát mức độ hài lòng", crumbs=crumbs, lead=lead)
    groups: dict[str, list[Card]] = {"open": [], "published": [], "waiting": []}
    for one in every:
        groups[_group(one, at)].append(_card(one))
    if not every:
        text = "Khi một đợt khảo sát mở, nó hiện ở đây; kết quả cũng được công bố ở đây."
        return SurveysPage(
            head, empty=Empty("Chưa có đợt khảo sát nào", text, (Link("Về trang chủ", addresses.home()),))
        )
    now, told, waiting = (tuple(groups[name]) for name in ("open", "published", "waiting"))
    return SurveysPage(head, now, told, waiting)


def _group(survey_round: SurveyRound, at: datetime) -> str:
    if survey_round.state == SurveyRound.State.PUBLISHED:
        return "published"
    return "open" if survey_round.state == SurveyRound.State.OPEN and at < survey_round.closes_at else "waiting"


def _card(survey_round: SurveyRound) -> Card:
    by = survey_round.agency.name if survey_round.agency else ""
    return Card(
        title=survey_round.title,
        href=addresses.of_survey(survey_round.slug),
        kicker=" · ".join(part for part in (by, _days(survey_round)) if part),
        tags=(_ILLUSTRATIVE,) if survey_round.illustrative else (),
    )


def _days(survey_round: SurveyRound) -> str:
    first, last = (timezone.localdate(moment) for moment in (survey_round.opens_at, survey_round.closes_at))
    return f"từ {day_words(first)} đến {day_words(last)}"


def survey_links(rounds: Iterable[tuple[SurveyRound, Sequence[SurveyQuestion]]]) -> tuple[Link, ...]:
    """Return the ways to published rounds with questions on components of an index, named by those questions."""
    return tuple(
        Link(f"{one.title}: {'; '.join(question.text for question in questions)}", addresses.of_survey(one.slug))
        for one, questions in rounds
    )


def waiting_page(survey_round: SurveyRound, *, at: datetime) -> SurveyPage:
    """Return the page of a round without results yet: when they come, and how one takes part."""
    running = _group(survey_round, at) == "open"
    links: tuple[Link, ...] = ()
    if running and survey_round.open_to_all:
        links = (Link("Trả lời khảo sát", reverse("answering:open_page", args=[survey_round.slug])),)
        text = "Ai cũng trả lời được, không cần tài khoản; câu trả lời ở trang mở được để riêng khi nêu kết quả."
    elif running:
        text = "Người đã làm thủ tục được mời bằng liên kết riêng, mã QR tại quầy, điện thoại hoặc phiếu giấy."
    else:
        text = "Đợt khảo sát đã khóa; cơ quan chủ trì đang xem lại trước khi công bố."
    lead = "Đang hỏi ý kiến; kết quả hiện ở đây sau khi công bố." if running else "Kết quả hiện ở đây sau khi công bố."
    facts = [fact("Khi nào", _days(survey_round))]
    if survey_round.agency:
        facts.insert(0, fact("Ai hỏi", survey_round.agency.name))
    return SurveyPage(
        _head(survey_round, lead=lead),
        tuple(facts),
        notice=_MADE_UP if survey_round.illustrative else None,
        empty=Empty("Chưa có kết quả", text, links),
    )


def survey_page(found: PublicResults) -> SurveyPage:
    """Return the results of a published round."""
    results = found.results
    survey_round = results.round
    shown = [(one, shown_question(one, results)) for one in results.questions]
    told = [(one, words) for one, question in shown if (words := _sentence(question))]
    main = next((words for one, words in told if one is results.main), "")
    questions = tuple(_question(result, question, found) for result, question in shown if not question.is_text)
    beside = [question.beside for question in questions if question.beside]
    return SurveyPage(
        head=_head(survey_round, lead=main or "Kết quả khảo sát đã công bố."),
        facts=_facts(results),
        notice=_MADE_UP if survey_round.illustrative else None,
        sentences=tuple(words for _, words in told),
        picture=_picture(
            pictures.by_question_picture(results, width=_NARROW), pictures.by_question_picture(results, width=_WIDE)
        ),
        questions=questions,
        rounds=tuple((one.earlier.round.title, compared_rows(one), one.asked_otherwise) for one in found.compared),
        rounds_picture=_rounds_picture(found),
        strata=stratum_rows(results),
        remarks=weight_remarks(results),
        least=least_words(survey_round),
        beside_remark=beside_remark(beside),
        data_href=reverse("portal:survey_data", args=[survey_round.slug]),
    )


def _sentence(question: ShownQuestion) -> str:
    if not (question.is_satisfaction and question.headline):
        return ""
    return f"{question.headline} ({question.figure}; khoảng tin cậy 95%: {question.interval}). Câu hỏi: {question.text}"


def _rounds_picture(found: PublicResults) -> Picture | None:
    if not found.compared:
        return None
    return _picture(
        *(pictures.main_over_rounds(found.results, found.compared, width=width) for width in (_NARROW, _WIDE))
    )


def _facts(results: RoundResults) -> tuple[Fact, ...]:
    survey_round = results.round
    agencies = {one.stratum.agency_id for one in results.strata if one.stratum}
    procedures = {one.stratum.procedure_id for one in results.strata if one.stratum and one.stratum.procedure_id}
    asked = f"người đã làm thủ tục ở {format_number(len(agencies))} cơ quan"
    asked += f", {format_number(len(procedures))} thủ tục" if procedures else ""
    facts = [fact("Hỏi ai", asked if agencies else "không chia nhóm mẫu"), fact("Khi nào", _days(survey_round))]
    if survey_round.agency:
        facts.insert(0, fact("Ai hỏi", survey_round.agency.name))
    facts += [fact("Bao nhiêu", "; ".join(rate_words(results)))]
    if survey_round.published_at:
        facts.append(fact("Công bố", day_words(timezone.localdate(survey_round.published_at))))
    return tuple(facts)


def _question(result: QuestionResult, shown: ShownQuestion, found: PublicResults) -> PublicQuestion:
    survey_round = found.results.round
    tables = []
    is_main = found.results.main is result
    for table in shown.tables:
        drawn: Sequence[Figure | None] = ()
        if is_main and len(table.parts) > 1:
            drawn = [
                pictures.by_part_picture(
                    f"{table.title}: tỷ lệ hài lòng", result, table.parts, survey_round, noun=table.noun, width=width
                )
                for width in (_NARROW, _WIDE)
            ]
        tables.append(ShownTable(table, _picture(*drawn) if drawn else None))
    beside = found.beside.get(result.question.pk)
    link = None
    if beside and beside.edition and beside.component:
        address = index_addresses.of_edition(beside.index.slug, beside.edition.year_measured)
        link = Link(f"Xem {beside.index.short_name} {beside.edition.year_measured}", address)
    options = pictures.options_picture(result, survey_round)
    terms = shown.terms if is_main else None
    return PublicQuestion(shown, tuple(tables), _picture(options), terms, beside_words(beside), link)


def _picture(narrow: Figure | None, wide: Figure | None = None) -> Picture | None:
    return None if narrow is None else picture(narrow, wide)
