"""What the results of a survey round cost with 1 000, 10 000 and 100 000 responses, in one run on one machine.

    ./lantoa bench survey_results
    ./lantoa bench survey_results --sizes 1000 50000

Thirty agencies with two procedures each, three questions, four channels and the open page. A database of its own is
made for the run and dropped after it: SQLite unless DATABASE_URL says PostgreSQL. Measured: the results as one page
asks for them, and of that the counting alone. Nothing is asserted; the last column is the time of a response at the
largest size as a multiple of that at the smallest: 1 grows with the responses and no faster.
"""

import argparse
import os
import time

# The settings of the tests: a folder of data that is gone with the process, and a database beside the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.agencies.factories import AgencyFactory  # noqa: E402
from lantoa.apps.services.factories import make_procedure  # noqa: E402
from lantoa.apps.surveys.factories import make_round  # noqa: E402
from lantoa.apps.surveys.factories_answered import GivenStratum, fill_round  # noqa: E402
from lantoa.apps.surveys.models import SurveyRound  # noqa: E402
from lantoa.apps.surveys.queries.result_counts import counts_of  # noqa: E402
from lantoa.apps.surveys.queries.results import results_of  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
AGENCIES = 30
Figures = dict[str, float]


def round_of(size: int) -> SurveyRound:
    """Return a round with so many responses over all strata, and a twentieth as many from the open page."""
    at = timezone.now()
    survey_round = make_round(at=at, open_to_all=True)
    procedures = [
        make_procedure(at=at, slug=f"thu-tuc-{size}-{place}", plain_title=f"Việc {place}") for place in (1, 2)
    ]
    each = size // (AGENCIES * len(procedures))
    agencies = AgencyFactory.create_batch(AGENCIES)
    strata = [GivenStratum(agency, one, 20 * each, each) for agency in agencies for one in procedures]
    fill_round(survey_round, strata, at=at, seed=size, opened=size // 20)
    return survey_round


def measured(survey_round: SurveyRound) -> Figures:
    """Return seconds of the whole and of the counting alone, and how many queries there were; the best of three."""
    found: Figures = {"whole": 1e9, "counting": 1e9}
    for _ in range(3):
        started = time.perf_counter()
        results_of(survey_round)
        found["whole"] = min(found["whole"], time.perf_counter() - started)
        questions = list(survey_round.questionnaire.questions.all())
        started = time.perf_counter()
        counts_of(survey_round, questions)
        found["counting"] = min(found["counting"], time.perf_counter() - started)
    with CaptureQueriesContext(connection) as asked:
        results_of(survey_round)
    found["queries"] = len(asked)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args().sizes
    with database():
        figures = [measured(round_of(size)) for size in sizes]
    print(f"{'':12}" + "".join(f"{size:>12,}" for size in sizes) + f"{'a response':>14}")
    for name in ("whole", "counting"):
        row = [one[name] for one in figures]
        growth = (row[-1] / sizes[-1]) / (row[0] / sizes[0])
        print(f"{name:12}" + "".join(f"{seconds * 1_000:>9,.0f} ms" for seconds in row) + f"{growth:>13.2f}x")
    print(f"{'queries':12}" + "".join(f"{one['queries']:>12,.0f}" for one in figures))


if __name__ == "__main__":
    main()
