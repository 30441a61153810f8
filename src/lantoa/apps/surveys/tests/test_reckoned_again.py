"""The verifier's way: every figure that the table of results shows, reckoned again from that table and from single
responses by the formulas of the textbook, written here from nothing; equal to the last digit that is shown.
"""

import csv
import io
import math
import random
from collections import defaultdict
from datetime import datetime
from fractions import Fraction

import pytest
from conftest import Cast

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.services.factories import make_procedure
from lantoa.apps.surveys.factories import make_round
from lantoa.apps.surveys.factories_answered import GivenStratum, fill_round
from lantoa.apps.surveys.models import SurveyResponse, SurveyRound
from lantoa.apps.surveys.presenters.result_files import csv_bytes, result_notes, result_rows
from lantoa.apps.surveys.queries.results import results_of

pytestmark = pytest.mark.django_db


def _random_round(cast: Cast, now: datetime, seed: int) -> SurveyRound:
    drawn = random.Random(seed)
    survey_round = make_round(at=now, least_shown=drawn.choice([5, 10, 30]))
    procedures = [
        make_procedure(at=now, slug=f"viec-{seed}-{one}", plain_title=f"Việc {one}")
        for one in range(drawn.randint(1, 3))
    ]
    agencies = [cast.agency, cast.other_agency, *AgencyFactory.create_batch(drawn.randint(0, 3))]
    everywhere = drawn.random() < 0.7  # is every population known
    strata = [
        GivenStratum(
            agency, procedure, drawn.randint(60, 4000) if everywhere or drawn.random() < 0.8 else None,
            drawn.choice([0, 3, 20, 45, 60]), drawn.uniform(0.3, 0.97),
        )
        for agency in agencies for procedure in procedures
    ]  # fmt: skip
    fill_round(survey_round, strata, at=now, seed=seed, opened=drawn.choice([0, 40]))
    return survey_round


def _table(survey_round: SurveyRound) -> list[dict[str, str]]:
    results = results_of(survey_round)
    text = csv_bytes(result_notes(results), result_rows(results)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    start = next(place for place, line in enumerate(lines) if line[0] == "Mã câu")
    return [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :]]


def _percent(ratio: Fraction | float) -> str:
    """With one decimal, halves away from zero."""
    tenths = math.floor(ratio * 1000 + Fraction(1, 2) if isinstance(ratio, Fraction) else ratio * 1000 + 0.5)
    return f"{tenths // 10},{tenths % 10}%"


def _t(freedom: int) -> float:
    """Where the density of Student's t, summed up by Simpson's rule, leaves 2.5 % above: by halving."""
    constant = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)

    def below(end: float, steps: int = 400) -> float:
        width = end / steps
        heights = [
            constant * (1 + (place * width) ** 2 / freedom) ** (-(freedom + 1) / 2) for place in range(steps + 1)
        ]
        inner = sum((4 if place % 2 else 2) * heights[place] for place in range(1, steps))
        return 0.5 + (heights[0] + inner + heights[-1]) * width / 3

    low, high = 1.9, 13.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < 0.975 else (low, middle)
    return low


def _wilson(share: float, of: float, z: float) -> tuple[float, float]:
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(centre - reach, 0.0), min(centre + reach, 1.0)


def _number(words: str) -> float:
    return float(words.replace(",", "."))


def _check_interval(row: dict[str, str], share: float, of: float, z: float) -> None:
    for name, end in zip(("Khoảng từ", "Khoảng đến"), _wilson(share, of, z), strict=True):
        # What is computed in two ways may fall on both sides of a half: then the digits around it are right as well.
        assert row[name] in {_percent(end), _percent(end - 2e-5), _percent(end + 2e-5)}, (row, end)


@pytest.mark.parametrize("seed", range(12))
def test_every_share_and_interval_follows_from_its_own_row(cast: Cast, now: datetime, seed: int) -> None:
    shown = [row for row in _table(_random_round(cast, now, seed)) if row["Tỷ lệ nêu ra"]]
    for row in shown:
        simple = Fraction(int(row["Số đếm được"]), int(row["Trả lời"]))
        assert row["Tỷ lệ giản đơn"] == _percent(simple)
        is_weighted = bool(row["Tử số có trọng số"]) and row["Tỷ lệ nêu ra"] == row["Tỷ lệ có trọng số"]
        if row["Tử số có trọng số"]:
            weighted = _number(row["Tử số có trọng số"]) / _number(row["Mẫu số có trọng số"])
            assert row["Tỷ lệ có trọng số"] in {_percent(weighted - 1e-9), _percent(weighted + 1e-9)}
        if is_weighted and _number(row["Sai số chuẩn"]):
            error, of, freedom = (_number(row[name]) for name in ("Sai số chuẩn", "Cỡ mẫu của khoảng", "Bậc tự do"))
            assert math.isclose(of, weighted * (1 - weighted) / error**2, rel_tol=1e-3)
            _check_interval(row, weighted, of, _t(int(freedom)))
        elif not row["Tử số có trọng số"]:
            _check_interval(row, float(simple), int(row["Trả lời"]), 1.959964)


@pytest.mark.parametrize("seed", range(12))
def test_the_weighted_share_follows_from_single_responses(cast: Cast, now: datetime, seed: int) -> None:
    """Cochran: N_h / n_h of each stratum, the ratio of two totals, its linearised variance with the correction."""
    survey_round = _random_round(cast, now, seed)
    rows = SurveyResponse.objects.filter(round=survey_round, excluded_at=None).exclude(channel="open")
    strata: dict[int, list[str | None]] = defaultdict(list)
    people: dict[int, int] = {}
    for response in rows.select_related("stratum").prefetch_related("values__question"):
        told = {value.question.code: value.value for value in response.values.all()}
        if response.stratum and response.stratum.population:
            strata[response.stratum_id].append(told.get("hai-long"))
            people[response.stratum_id] = response.stratum.population
    row = next(one for one in _table(survey_round) if (one["Mã câu"], one["Bảng"]) == ("hai-long", "chung"))
    if not row["Tử số có trọng số"]:
        assert not row["Tỷ lệ có trọng số"]
        return
    top = sum(people[key] / len(told) * sum(one in ("4", "5") for one in told) for key, told in strata.items())
    bottom = sum(people[key] / len(told) * sum(one is not None for one in told) for key, told in strata.items())
    share, variance = top / bottom, 0.0
    for key, told in strata.items():
        size, population = len(told), max(people[key], len(told))
        left = [(one in ("4", "5")) - share if one is not None else 0.0 for one in told]
        mean = sum(left) / size
        spread = sum((one - mean) ** 2 for one in left) / (size - 1) if size > 1 else left[0] ** 2
        variance += people[key] ** 2 * (1 - size / population) * spread / size
    assert row["Tỷ lệ có trọng số"] in {_percent(share - 1e-12), _percent(share + 1e-12)}
    assert math.isclose(_number(row["Tử số có trọng số"]), top, abs_tol=1e-5)
    assert math.isclose(_number(row["Mẫu số có trọng số"]), bottom, abs_tol=1e-5)
    assert math.isclose(_number(row["Sai số chuẩn"]), math.sqrt(variance) / bottom, abs_tol=1e-6)
    assert int(row["Bậc tự do"]) == max(sum(map(len, strata.values())) - len(strata), 1)


@pytest.mark.parametrize("seed", range(12))
def test_the_terms_of_the_strata_sum_up_to_the_share_or_are_not_shown(cast: Cast, now: datetime, seed: int) -> None:
    survey_round = _random_round(cast, now, seed)
    table = [row for row in _table(survey_round) if row["Mã câu"] == "hai-long"]
    terms = [row for row in table if row["Bảng"] == "nhóm mẫu của câu"]
    assert all(int(row["Trả lời"]) >= survey_round.least_shown for row in terms)
    if terms:
        raised = [Fraction(int(row["Số lượt hồ sơ"]), int(row["Được hỏi"])) for row in terms]
        top = sum(one * int(row["Số đếm được"]) for one, row in zip(raised, terms, strict=True))
        bottom = sum(one * int(row["Trả lời"]) for one, row in zip(raised, terms, strict=True))
        assert table[0]["Tỷ lệ có trọng số"] == _percent(top / bottom)
