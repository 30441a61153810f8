"""The contests of the demonstration: one of three weeks in 2023, held and decided, and one that takes entrants now."""

import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.contests.actions import announce_contest
from lantoa.apps.contests.actions.closing import close_round
from lantoa.apps.contests.actions.irregularities import look_for_irregularities
from lantoa.apps.contests.actions.publishing import publish_result
from lantoa.apps.contests.actions.questions import approve_question, make_bank, send_to_review, store_questions
from lantoa.apps.contests.actions.result_stories import draft_results_story
from lantoa.apps.contests.bank_sweeps import sweep_item_statistics
from lantoa.apps.contests.models import (
    Contest,
    Entrant,
    Headcount,
    Irregularity,
    Prize,
    QuestionBank,
    Quota,
    Round,
    RoundResult,
)
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.question_content import QuestionContent
from lantoa.apps.contests.result_files import list_path
from lantoa.apps.demo.contest_people import CITIZENS, ENTRANTS, answer_round, entrants_of
from lantoa.apps.demo.newsroom import themes_of
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.models import ColumnPage, PortalPage
from lantoa.core.scoring.verifier import VERIFIER_FILE

QUESTIONS = Path(__file__).parent / "contest_questions.toml"
HELD, OPEN = "tim-hieu-cchc-2023", "thi-thu"
_BANKS = {
    "officials": (
        "Cán bộ, công chức, viên chức (minh họa)",
        "Luật, chương trình, chỉ số, cơ chế một cửa, văn hóa công vụ.",
    ),
    "citizens": ("Người dân (minh họa)", "Quyền của người dân, cách nộp hồ sơ, dịch vụ công trực tuyến."),
}
_ILLUSTRATIVE = "Số minh họa do bản trình diễn đặt, không phải số thật của đơn vị"
_TIE_BREAKS = ["prediction", "seconds", "received"]
_DAY = date(2023, 10, 2)
_PAPER = {"easy": 6, "medium": 6, "hard": 3}
_TRIAL_PAPER = 8
_DONG = 1_000


@dataclass(frozen=True, slots=True)
class Held:
    """What was added now: questions, entrants, attempts begun, submissions."""

    questions: int
    entrants: int
    attempts: int
    submissions: int


def fill_banks(programme: Programme, *, at: datetime) -> int:
    """Return how many questions were stored now: written by the organiser, approved by the programme officer."""
    writer = User.objects.get(username="cuocthi")
    reviewer = User.objects.get(username="chuongtrinh")
    themes = {f"T{position}": theme for position, theme in themes_of(programme).items()}
    stored = 0
    for audience, rows in tomllib.loads(QUESTIONS.read_text(encoding="utf-8")).items():
        name, description = _BANKS[audience]
        if QuestionBank.objects.filter(name=name).exists():
            continue
        with transaction.atomic():
            bank = make_bank(name=name, description=description, by=writer, at=at, illustrative=True)
            contents = [content_of(row, themes) for row in rows]
            for question in store_questions(bank=bank, contents=contents, by=writer, at=at):
                send_to_review(question=question, by=writer, at=at)
                approve_question(question=question, by=reviewer, at=at)
                stored += 1
    return stored


def content_of(row: Mapping[str, Any], themes: Mapping[str, Any]) -> QuestionContent:
    """Return a question of the file as the bank keeps it."""
    kind = row.get("kind", "single")
    options = tuple(row.get("options", ()))
    key = row.get("key", list(range(len(options))) if kind == "order" else [0])
    return QuestionContent(
        kind=kind,
        text=row["text"],
        options=options,
        key=key,
        difficulty=row["difficulty"],
        explanation=row["explanation"],
        source=row["source"],
        valid_to=row.get("until"),
        theme=themes.get(row["theme"]),
    )


@transaction.atomic
def set_up_contests(programme: Programme, *, by: User, at: datetime) -> int:
    """Return how many contests were set up and announced now: the one of 2023, and one that runs for a month."""
    made = 0
    if not Contest.objects.filter(slug=HELD).exists():
        _set_up_held(programme, by=by)
        made += 1
    if not Contest.objects.filter(slug=OPEN).exists():
        _set_up_open(programme, by=by, at=at)
        made += 1
    return made


def _set_up_held(programme: Programme, *, by: User) -> None:
    announced_at = _moment(_DAY - timedelta(days=7), 8)
    contest = _contest(
        programme,
        by=by,
        at=announced_at,
        slug=HELD,
        title="Tìm hiểu cải cách hành chính tỉnh Quảng Trị năm 2023",
        introduction=(
            "Cuộc thi minh họa: ba tuần, mỗi tuần một lượt thi gồm 15 câu hỏi và một câu dự đoán, dành cho cán bộ, "
            "công chức, viên chức và người dân. Người thi, sĩ số và kết quả đều do bản trình diễn tạo ra."
        ),
        minutes_allowed=30,
        least_age=18,
        prediction=Contest.Prediction.ENTRANTS,
        unit_ranking=Contest.UnitRanking.BOTH,
    )
    for number in (1, 2, 3):
        opens_at = _moment(_DAY + timedelta(weeks=number - 1), 8)
        round_ = _round(contest, number, f"Tuần {number}", opens_at, opens_at + timedelta(days=6, hours=9))
        for audience, bank in _banks().items():
            for difficulty, questions in _PAPER.items():
                Quota.objects.create(
                    round=round_, audience=audience, bank=bank, difficulty=difficulty, questions=questions
                )
    _prizes(contest)
    chance = Random(2023)
    Headcount.objects.bulk_create(
        Headcount(contest=contest, agency=agency, people=_people(agency, chance), source=_ILLUSTRATIVE)
        for agency in units()
    )
    announce_contest(contest=contest, by=by, at=announced_at)


def _set_up_open(programme: Programme, *, by: User, at: datetime) -> None:
    yesterday = at - timedelta(days=1)
    contest = _contest(
        programme,
        by=by,
        at=yesterday,
        slug=OPEN,
        title="Thi thử: bạn biết gì về cải cách hành chính?",
        introduction="Cuộc thi minh họa đang mở: vào thi, làm bài và nhận phiếu nộp bài như một người thi thật.",
        attempts_allowed=5,
        minutes_allowed=20,
        prediction=Contest.Prediction.NONE,
        unit_ranking=Contest.UnitRanking.NONE,
        tie_breaks=_TIE_BREAKS[1:],
    )
    opens_at = timezone.localtime(yesterday).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    round_ = _round(contest, 1, "Vòng thi thử", max(opens_at, yesterday + timedelta(hours=1)), at + timedelta(days=30))
    for audience, bank in _banks().items():
        Quota.objects.create(round=round_, audience=audience, bank=bank, questions=_TRIAL_PAPER)
    announce_contest(contest=contest, by=by, at=yesterday)


def _contest(programme: Programme, *, by: User, at: datetime, **values: Any) -> Contest:
    # Held long, so that whoever tries the demonstration years after the contest still sees its people.
    given = {
        "keeps_months": 60,
        "tie_breaks": _TIE_BREAKS,
        "contact": "Ban tổ chức minh họa, Sở Nội vụ tỉnh Quảng Trị.",
    }
    return Contest.objects.create(
        programme=programme,
        portal=PortalPage.objects.get(slug="cchc-quang-tri"),
        agency=Agency.objects.get(slug="so-noi-vu"),
        made_at=at,
        made_by=by,
        place="tỉnh Quảng Trị",
        illustrative=True,
        **{**given, **values},
    )


def _round(contest: Contest, number: int, title: str, opens_at: datetime, closes_at: datetime) -> Round:
    return Round.objects.create(contest=contest, number=number, title=title, opens_at=opens_at, closes_at=closes_at)


def _banks() -> dict[Audience, QuestionBank]:
    banks = {bank.name: bank for bank in QuestionBank.objects.all()}
    return {Audience(audience): banks[name] for audience, (name, _description) in _BANKS.items()}


def _prizes(contest: Contest) -> None:
    for audience in contest.audiences():
        for name, first, last, amount in (("Giải Nhất", 1, 1, 800), ("Giải Nhì", 2, 3, 500), ("Giải Ba", 4, 6, 300)):
            Prize.objects.create(
                contest=contest,
                winner=Prize.Winner.PERSON,
                audience=audience,
                name=name,
                first_rank=first,
                last_rank=last,
                amount_dong=amount * _DONG,
            )
    for kind in (AgencyKind.PROVINCIAL_DEPARTMENT, AgencyKind.DISTRICT_COMMITTEE):
        Prize.objects.create(
            contest=contest,
            winner=Prize.Winner.UNIT,
            unit_kind=kind,
            name="Giải tập thể",
            first_rank=1,
            last_rank=3,
            amount_dong=1_000 * _DONG,
        )


def units() -> list[Agency]:
    """Return the units of the contest of 2023, in the order of the register."""
    kinds = [AgencyKind.PROVINCIAL_DEPARTMENT, AgencyKind.PROVINCIAL_AGENCY, AgencyKind.DISTRICT_COMMITTEE]
    return list(Agency.objects.valid_on(_DAY).filter(kind__in=kinds).order_by("kind", "slug"))


def _people(agency: Agency, chance: Random) -> int:
    return chance.randrange(250, 600) if agency.kind == AgencyKind.DISTRICT_COMMITTEE else chance.randrange(60, 220)


@transaction.atomic
def enter_people(*, at: datetime) -> int:
    """Return how many invented people entered the contest of 2023 now, for its units as far as their numbers allow."""
    contest = Contest.objects.get(slug=HELD)
    if contest.entrants.exists():
        return 0
    chance = Random(20230929)
    numbers = {row.agency: row.people for row in contest.headcounts.select_related("agency").order_by("agency__slug")}
    wanted = {agency: people * chance.uniform(0.25, 1.0) for agency, people in numbers.items()}
    factor = (ENTRANTS - CITIZENS) / sum(wanted.values())
    coming = {agency: min(numbers[agency], round(wanted[agency] * factor)) for agency in numbers}
    # What rounding leaves over enters where there is room.
    for agency in sorted(numbers, key=lambda unit: coming[unit] - numbers[unit]):
        room = ENTRANTS - CITIZENS - sum(coming.values())
        coming[agency] = max(0, min(numbers[agency], coming[agency] + room))
    communes = list(Agency.objects.valid_on(_DAY).filter(kind=AgencyKind.COMMUNE_COMMITTEE).order_by("slug"))
    made = entrants_of(contest, units=coming, communes=communes, chance=chance, at=contest.announced_at or at)
    return len(Entrant.objects.bulk_create(made, batch_size=500))


def hold_contests(programme: Programme, *, by: User, at: datetime) -> Held:
    """Return what was added to the two contests now: nothing in a second run."""
    questions = fill_banks(programme, at=at)
    set_up_contests(programme, by=by, at=at)
    return Held(questions, enter_people(at=at), *answer_rounds())


def answer_rounds() -> tuple[int, int]:
    """Return how many attempts and submissions the invented people made in the rounds not yet answered, a transaction
    a round.
    """
    contest = Contest.objects.get(slug=HELD)
    entrants = list(contest.entrants.order_by("pk"))
    attempts = submissions = 0
    for round_ in contest.rounds.select_related("contest", "pool").order_by("number"):
        with transaction.atomic():
            if round_.closed_at or round_.attempts.exists():
                continue
            begun, handed_in = answer_round(round_, entrants, chance=Random(round_.number))
        attempts, submissions = attempts + begun, submissions + handed_in
    return attempts, submissions


def decide_rounds(*, by: User) -> list[RoundResult]:
    """Return the newest result of each round of the contest of 2023, closed and published as its organisers would have
    done on the morning after.
    """
    contest = Contest.objects.get(slug=HELD)
    for round_ in contest.rounds.filter(published_at=None).select_related("contest").order_by("number"):
        result = close_round(round_=round_, by=None, at=round_.closes_at + timedelta(minutes=2))
        morning = round_.closes_at + timedelta(hours=16)
        look_for_irregularities(round=result.round, by=None, at=morning)
        waiting = round_.irregularities.filter(state=Irregularity.State.OPEN).count()
        publish_result(result=result, open_irregularities=waiting, by=by, at=morning)
        sweep_item_statistics(at=morning)
    rounds = list(contest.rounds.select_related("contest").order_by("number"))
    column = ColumnPage.objects.descendant_of(contest.portal).get(slug="tin-cuoc-thi")
    draft_results_story(round=rounds[-1], column=column, by=by, at=rounds[-1].closes_at + timedelta(hours=17))
    return [round_.results.order_by("-version")[0] for round_ in rounds]


def verify(result: RoundResult) -> bool:
    """Return whether the published verifier, run by itself, agrees with the published list of a result."""
    place = list_path(result)
    if place is None:
        return False
    done = subprocess.run([sys.executable, "-I", str(VERIFIER_FILE), str(place)], capture_output=True, check=False)
    return done.returncode == 0


def _moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())
