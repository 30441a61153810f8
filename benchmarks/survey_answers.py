"""What taking an answer costs: answers a second beside bare inserts, and whether it grows with the round.

    ./lantoa bench survey_answers
    ./lantoa bench survey_answers --sizes 1000 100000 --answers 300

A round is filled up to each size; then so many more people answer, one after the other, through the action that the
page calls. The bare inserts write the same rows (the response, its values, the ticket's moment) through the cursor, one
transaction each, to the same database. That is made for the run and dropped after it (SQLite unless DATABASE_URL says
PostgreSQL). Nothing is asserted; the last column gives the time of an answer as a multiple of the smallest round's.
"""

import argparse
import os
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime

os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.agencies.factories import AgencyFactory  # noqa: E402
from lantoa.apps.surveys.actions.answering import answer  # noqa: E402
from lantoa.apps.surveys.actions.building import take_shipped  # noqa: E402
from lantoa.apps.surveys.factories import make_round  # noqa: E402
from lantoa.apps.surveys.models import ResponseValue, SurveyQuestion, SurveyResponse, SurveyRound, Ticket  # noqa: E402
from lantoa.apps.surveys.tickets import MOST_AT_ONCE, make_tickets  # noqa: E402

_AT = datetime(2026, 10, 1, tzinfo=UTC)
_GIVEN = {
    "cach-nop": "quay", "tiep-can-noi": "4", "tiep-can-tin": "4", "thu-tuc-giay-to": "3", "thu-tuc-phi": "5",
    "di-lai": "1", "cong-chuc-thai-do": "4", "cong-chuc-huong-dan": "4", "goi-y-tien": "khong", "ket-qua-hen": "dung",
    "ket-qua-dung": "5", "da-phan-anh": "khong", "hai-long-chung": "4", "gioi": "nu", "tuoi": "35-49",
    "viec-lam": "nong",
}  # fmt: skip


def tickets(survey_round: SurveyRound, count: int) -> list[tuple[Ticket, str]]:
    """Return so many new tickets of the round's stratum."""
    made: list[tuple[Ticket, str]] = []
    while len(made) < count:
        made += make_tickets(
            round=survey_round, stratum=survey_round.strata.get(), channel="link",
            count=min(MOST_AT_ONCE, count - len(made)), by=None, at=_AT,
        )  # fmt: skip
    return made


def fill(survey_round: SurveyRound, size: int) -> None:
    """Fill the round with responses up to a size, many rows at once."""
    questions = {question.code: question for question in survey_round.questionnaire.questions.all()}
    missing = size - survey_round.responses.count()
    for start in range(0, max(missing, 0), MOST_AT_ONCE):
        rows = [
            SurveyResponse(
                ticket=ticket, round=survey_round, stratum=ticket.stratum, channel="link", key="k", received_at=_AT
            )
            for ticket, _secret in tickets(survey_round, min(MOST_AT_ONCE, missing - start))
        ]
        SurveyResponse.objects.bulk_create(rows, batch_size=1_000)
        ResponseValue.objects.bulk_create(_values(rows, questions), batch_size=2_000)


def _values(rows: list[SurveyResponse], questions: dict[str, SurveyQuestion]) -> list[ResponseValue]:
    return [
        ResponseValue(response=row, question=questions[code], value=value)
        for row in rows
        for code, value in _GIVEN.items()
    ]


def timed(do: Callable[[int], None], count: int) -> float:
    """Return the seconds that one of them takes, by the wall clock."""
    began = time.perf_counter()
    for place in range(count):
        do(place)
    return (time.perf_counter() - began) / count


def bare(survey_round: SurveyRound, count: int) -> float:
    """Return the seconds that bare inserts of the same rows take, one transaction each."""
    made = tickets(survey_round, count)
    stratum = survey_round.strata.get()
    ids = dict(survey_round.questionnaire.questions.values_list("code", "pk"))
    response = (
        "INSERT INTO surveys_surveyresponse (ticket_id, round_id, stratum_id, channel, key, received_at, "
        "consent_version, excluded_reason) VALUES (%s, %s, %s, 'link', 'k', %s, '1', '')"
    )
    value = "INSERT INTO surveys_responsevalue (response_id, question_id, value, text) VALUES (%s, %s, %s, '')"

    def one(place: int) -> None:
        ticket = made[place][0].pk
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(response, [ticket, survey_round.pk, stratum.pk, _AT])
            cursor.executemany(value, [(ticket, ids[code], words) for code, words in _GIVEN.items()])
            cursor.execute("UPDATE surveys_ticket SET opened_at = %s WHERE id = %s", [_AT, ticket])

    return timed(one, count)


def measured(survey_round: SurveyRound, size: int, count: int, least: float | None) -> float:
    """Print the figures of one size and return the seconds of one answer."""
    fill(survey_round, size)
    made = tickets(survey_round, count + 1)
    with CaptureQueriesContext(connection) as asked:
        answer(token=made[-1][1], answers=_GIVEN, key=secrets.token_urlsafe(16), at=_AT)

    def one(place: int) -> None:
        answer(token=made[place][1], answers=_GIVEN, key=secrets.token_urlsafe(16), at=_AT)

    seconds, plain = timed(one, count), bare(survey_round, count)
    times = seconds / (least or seconds)
    print(
        f"{size:>9,}  {1 / seconds:>9,.0f}  {1 / plain:>9,.0f}  {plain / seconds:>6.2f}  {len(asked):>7}  {times:>6.2f}"
    )
    return seconds


def main() -> None:
    """Run the benchmark."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    reader.add_argument("--answers", type=int, default=300)
    given = reader.parse_args()
    with database():
        questionnaire = take_shipped(name="hai-long-dich-vu-cong", by=None, at=_AT)
        survey_round = make_round(AgencyFactory(), at=_AT, questionnaire=questionnaire)
        print(f"{connection.vendor}, {len(_GIVEN)} answers a response")
        print("responses  answers/s     bare/s   ratio  queries   times")
        least: float | None = None
        for size in sorted(given.sizes):
            seconds = measured(survey_round, size, given.answers, least)
            least = least or seconds


if __name__ == "__main__":
    main()
