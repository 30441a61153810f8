"""Contests for tests: a bank, an announced contest, entrants, attempts with their papers, submissions."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.actions import announce_contest
from lantoa.apps.contests.models import (
    Attempt,
    Contest,
    Entrant,
    Question,
    QuestionBank,
    Quota,
    Round,
    RoundResult,
    Standing,
    Submission,
)
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.moments import milliseconds, moment_text
from lantoa.apps.contests.queries.pools import paper_data, sealed_pool
from lantoa.apps.directives.factories import ProgrammeFactory
from lantoa.apps.newsroom.factories import make_portal
from lantoa.apps.newsroom.models import PortalPage
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import ContactKind
from lantoa.core.scoring import draw_paper, new_slip_code, slip_sha256


def make_bank(*, at: datetime, name: str = "Ngân hàng thử", questions: int = 8) -> QuestionBank:
    """Return a bank with that many approved questions, each with four options of which the first is right."""
    bank = QuestionBank.objects.create(name=name)
    for place in range(1, questions + 1):
        Question.objects.create(
            bank=bank,
            text=f"Câu hỏi thử số {place} là gì?",
            options=[f"Phương án đúng {place}", f"Phương án sai {place}a", f"Sai {place}b", f"Sai {place}c"],
            key=[0],
            source="Điều 1 Nghị định thử",
            state=Question.State.APPROVED,
            written_at=at,
            reviewed_at=at,
        )
    return bank


def make_contest(
    *,
    at: datetime,
    slug: str = "tim-hieu-cchc",
    rounds: int = 1,
    bank: QuestionBank | None = None,
    questions: int = 5,
    announced: bool = True,
    agency: Agency | None = None,
    portal: PortalPage | None = None,
    **values: Any,
) -> Contest:
    """Return a contest whose rounds take a week each, the first from an hour after `at`; announced `at`."""
    agency = agency or AgencyFactory.create()
    given = {
        "title": f"Cuộc thi {slug}",
        # Where nothing is predicted, nothing can be decided by it.
        "tie_breaks": [*([] if values.get("prediction") == "none" else ["prediction"]), "seconds", "received"],
        "programme": values.pop("programme", None) or ProgrammeFactory(),
        "portal": portal or make_portal(at=at, agency=agency, slug=f"trang-{slug}", is_default=False),
    }
    contest = Contest.objects.create(agency=agency, slug=slug, made_at=at, **{**given, **values})
    bank = bank or make_bank(at=at, name=f"Ngân hàng {slug}")
    opens_at = at + timedelta(hours=1)
    for number in range(1, rounds + 1):
        round_ = Round.objects.create(
            contest=contest,
            number=number,
            title=f"Tuần {number}",
            opens_at=opens_at,
            closes_at=opens_at + timedelta(days=7),
        )
        opens_at = round_.closes_at
        for audience in contest.audiences():
            Quota.objects.create(round=round_, audience=audience, bank=bank, questions=questions)
    return announce_contest(contest=contest, by=None, at=at) if announced else contest


def make_entrant(contest: Contest, *, at: datetime, contact: str = "", **values: Any) -> Entrant:
    """Return an official who has entered."""
    contact = contact or f"{secrets.token_hex(6)}@lantoa.example"
    given = {
        "audience": Audience.OFFICIALS,
        "full_name": "Nguyễn Văn Thử",
        "contact_kind": ContactKind.EMAIL,
        "consent_version": "1",
        "consented_at": at,
        "entered_at": at,
        "erase_on": (at + timedelta(days=365)).date(),
    }
    return Entrant.objects.create(
        contest=contest,
        code=new_slip_code(secrets.token_bytes(16)),
        contact=contact,
        contact_sha256=contact_sha256(contact),
        **{**given, **values},
    )


def make_attempt(
    entrant: Entrant, round_: Round, *, started_at: datetime, number: int = 1, minutes: int = 30
) -> Attempt:
    """Return an attempt with the paper that the seed of the round draws for it."""
    pool = sealed_pool(round_.pk)
    paper = draw_paper(
        pool.questions.values(),
        pool.quotas[entrant.audience],
        seed=round_.seed,
        entrant=entrant.code,
        attempt=number,
        shuffles_options=entrant.contest.shuffles_options,
    )
    return Attempt.objects.create(
        entrant=entrant,
        round=round_,
        number=number,
        paper=paper_data(paper),
        started_at=started_at,
        ends_at=min(started_at + timedelta(minutes=minutes), round_.closes_at),
    )


def right_answers(attempt: Attempt, *, wrong: int = 0) -> dict[str, Any]:
    """Return the answers to a paper of make_bank's questions, the first `wrong` of them false."""
    answers = {}
    for place, question in enumerate(attempt.paper, start=1):
        right = question["options"].index(0)
        answers[str(place)] = "abcd"[(right + 1) % 4 if place <= wrong else right]
    return answers


def make_submission(
    attempt: Attempt, *, received_at: datetime, answers: Mapping[str, Any] | None = None, **values: Any
) -> Submission:
    """Return the submission of an attempt; all answers right, unless others are given."""
    given = dict(right_answers(attempt) if answers is None else answers)
    slip = new_slip_code(secrets.token_bytes(16))
    return Submission.objects.create(
        attempt=attempt,
        key=secrets.token_hex(16),
        answers=given,
        received_at=received_at,
        slip_code=slip,
        slip_sha256=slip_sha256(
            slip=slip,
            entrant=attempt.entrant.code,
            round_number=attempt.round.number,
            attempt=attempt.number,
            answers=given,
            started_at=moment_text(milliseconds(attempt.started_at)),
            received_at=moment_text(milliseconds(received_at)),
        ),
        **values,
    )


def make_result(
    round_: Round, submissions: Sequence[Submission], *, at: datetime, published: bool = True
) -> RoundResult:
    """Return a first result of a round that is closed `at`, the submissions in the places they are given in, without
    a file.
    """
    round_.closed_at, round_.published_at = at, at if published else None
    round_.save(update_fields=["closed_at", "published_at"])
    result = RoundResult.objects.create(
        round=round_, version=1, figures={}, file="", sha256="", made_at=at, published_at=round_.published_at
    )
    Standing.objects.bulk_create(
        Standing(
            result=result,
            submission=submission,
            audience=submission.attempt.entrant.audience,
            rank=rank,
            score=len(submission.attempt.paper),
            seconds_used=300,
        )
        for rank, submission in enumerate(submissions, start=1)
    )
    return result
