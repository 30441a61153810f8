"""What came back in a round, counted by the database: every other figure of its results is computed from these."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from lantoa.apps.surveys.models import ResponseValue, SurveyQuestion, SurveyResponse, SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel

# A stratum by its key; None is the responses that belong to no stratum.
StratumKey = int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """So many responses count, so many gave each value. Open ones came by the page for everybody, and stand apart.

    `responses`, `asked`, `answered` and `values` are of the responses that count towards estimates: by stratum and
    channel, by question and stratum (and channel), and by the value besides. `grouped` holds, for each question that
    tells groups apart and each of its values, what `values` and `answered` hold, by question and stratum.
    """

    responses: Counter[tuple[StratumKey, str]]
    tickets: Counter[tuple[StratumKey, str]]
    opened: int
    excluded: int
    asked: Counter[tuple[int, StratumKey]]
    answered: Counter[tuple[int, StratumKey, str]]
    values: Counter[tuple[int, StratumKey, str, str]]
    grouped: dict[tuple[int, str], Counter[tuple[int, StratumKey, str]]]
    grouped_answered: dict[tuple[int, str], Counter[tuple[int, StratumKey]]]
    open_asked: Counter[int]
    open_answered: Counter[int]
    open_values: Counter[tuple[int, str]]


def counting_responses(survey_round: SurveyRound) -> QuerySet[SurveyResponse]:
    """Return the responses that were not excluded, of every channel."""
    return SurveyResponse.objects.filter(round=survey_round, excluded_at=None)


def counts_of(survey_round: SurveyRound, questions: Iterable[SurveyQuestion]) -> Counts:
    """Return what came back. At most ten queries, and one for each question that is not put to everybody.

    The database adds up; what is read here has a row for each question, stratum, channel and value that occurs.
    """
    asked_of = list(questions)
    every = counting_responses(survey_round)
    found = Counter({
        (stratum, channel): count
        for stratum, channel, count in every.order_by().values_list("stratum", "channel").annotate(Count("pk"))
    })  # fmt: skip
    tickets = Ticket.objects.filter(round=survey_round, void=False).order_by()
    values, open_values = _values(survey_round)
    answered, open_answered = _answered(survey_round, asked_of, values, open_values)
    asked, open_asked = _asked(every, asked_of, found)
    grouped, grouped_answered = _grouped(survey_round, asked_of)
    return Counts(
        responses=Counter({key: count for key, count in found.items() if key[1] != Channel.OPEN}),
        tickets=Counter({
            (stratum, channel): count
            for stratum, channel, count in tickets.values_list("stratum", "channel").annotate(Count("pk"))
        }),
        opened=sum(count for (_, channel), count in found.items() if channel == Channel.OPEN),
        excluded=SurveyResponse.objects.filter(round=survey_round, excluded_at__isnull=False).count(),
        asked=asked,
        answered=answered,
        values=values,
        grouped=grouped,
        grouped_answered=grouped_answered,
        open_asked=open_asked,
        open_answered=open_answered,
        open_values=open_values,
    )  # fmt: skip


def _told(survey_round: SurveyRound) -> QuerySet[ResponseValue]:
    """The answers of responses that count, without the order that would split groups."""
    return ResponseValue.objects.filter(response__round=survey_round, response__excluded_at=None).order_by()


def _values(survey_round: SurveyRound) -> tuple[Counter[tuple[int, StratumKey, str, str]], Counter[tuple[int, str]]]:
    values: Counter[tuple[int, StratumKey, str, str]] = Counter()
    opened: Counter[tuple[int, str]] = Counter()
    rows = _told(survey_round).values_list("question", "response__stratum", "response__channel", "value")
    for question, stratum, channel, value, count in rows.annotate(Count("pk")):
        if channel == Channel.OPEN:
            opened[question, value] += count
        else:
            values[question, stratum, channel, value] += count
    return values, opened


def _answered(
    survey_round: SurveyRound,
    questions: list[SurveyQuestion],
    values: Counter[tuple[int, StratumKey, str, str]],
    open_values: Counter[tuple[int, str]],
) -> tuple[Counter[tuple[int, StratumKey, str]], Counter[int]]:
    """How many answered: as many as there are values, but where one may choose several, so many responses."""
    several = {question.pk for question in questions if question.kind == SurveyQuestion.Kind.MULTIPLE}
    answered: Counter[tuple[int, StratumKey, str]] = Counter()
    opened: Counter[int] = Counter()
    for (question, stratum, channel, _), count in values.items():
        if question not in several:
            answered[question, stratum, channel] += count
    for (question, _), count in open_values.items():
        if question not in several:
            opened[question] += count
    if several:
        told = _told(survey_round).filter(question__in=several)
        rows = told.values_list("question", "response__stratum", "response__channel")
        for question, stratum, channel, count in rows.annotate(Count("response", distinct=True)):
            if channel == Channel.OPEN:
                opened[question] += count
            else:
                answered[question, stratum, channel] += count
    return answered, opened


def _asked(
    every: QuerySet[SurveyResponse], questions: list[SurveyQuestion], found: Counter[tuple[StratumKey, str]]
) -> tuple[Counter[tuple[int, StratumKey]], Counter[int]]:
    """To how many each question was put: all of them, or those whose earlier answers lead there."""
    codes = {question.code: question.pk for question in questions}
    asked: Counter[tuple[int, StratumKey]] = Counter()
    opened: Counter[int] = Counter()
    for question in questions:
        rows = found
        if question.only_if:
            led = every.filter(*(_leads(codes.get(code), values) for code, values in question.only_if)).order_by()
            rows = Counter({
                (stratum, channel): count
                for stratum, channel, count in led.values_list("stratum", "channel").annotate(Count("pk"))
            })  # fmt: skip
        for (stratum, channel), count in rows.items():
            if channel == Channel.OPEN:
                opened[question.pk] += count
            else:
                asked[question.pk, stratum] += count
    return asked, opened


def _leads(question: int | None, values: list[str]) -> Q:
    rows = ResponseValue.objects.filter(response=OuterRef("pk"), question=question, value__in=values)
    return Q(Exists(rows))


def _grouped(
    survey_round: SurveyRound, questions: list[SurveyQuestion]
) -> tuple[
    dict[tuple[int, str], Counter[tuple[int, StratumKey, str]]], dict[tuple[int, str], Counter[tuple[int, StratumKey]]]
]:
    """What those said who gave a value of a question that tells groups apart."""
    groups = [question.pk for question in questions if question.is_group]
    scales = [question.pk for question in questions if question.kind == SurveyQuestion.Kind.SCALE]
    told: dict[tuple[int, str], Counter[tuple[int, StratumKey, str]]] = {}
    answered: dict[tuple[int, str], Counter[tuple[int, StratumKey]]] = {}
    if not groups or not scales:
        return told, answered
    rows = _told(survey_round).exclude(response__channel=Channel.OPEN)
    rows = rows.filter(question__in=scales, response__values__question__in=groups)
    found = rows.annotate(group=F("response__values__question"), part=F("response__values__value")).values_list(
        "group", "part", "question", "response__stratum", "value"
    )
    for group, part, question, stratum, value, count in found.annotate(Count("pk")):
        told.setdefault((group, part), Counter())[question, stratum, value] += count
        answered.setdefault((group, part), Counter())[question, stratum] += count
    return told, answered
