"""The invented people of the demonstration's contest: whom they enter for, when they answer, how much they know."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.models import Attempt, Contest, Entrant, Round, Submission
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.moments import milliseconds, moment_text
from lantoa.apps.contests.queries.pools import SealedPool, paper_data, sealed_pool
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import ContactKind
from lantoa.core.scoring import PoolQuestion, draw_paper, new_slip_code, slip_sha256

ENTRANTS = 5_000
CITIZENS = 300
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_GIVEN = ("An", "Bình", "Châu", "Dung", "Hà", "Hải", "Hạnh", "Hiếu", "Hùng", "Lan", "Linh", "Long", "Mai", "Nam", "Nga")
# How likely somebody who entered answers in a week: fewer each week, citizens soonest, as other provinces saw.
_COMES = {Audience.OFFICIALS: (0.62, 0.55, 0.5), Audience.CITIZENS: (0.8, 0.55, 0.4)}
_KNOWS = {"easy": 0.9, "medium": 0.74, "hard": 0.5}
# Answers spread from week to week.
_HEARD = (0.0, 0.05, 0.12)
_LETTERS = "abcdefgh"
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Person:
    """What is invented of one entrant beside the row: how much more or less than others they know."""

    skill: float
    device: str
    address: str


def entrants_of(
    contest: Contest, *, units: Mapping[Agency, int], communes: Sequence[Agency], chance: Random, at: datetime
) -> list[Entrant]:
    """Return the entrants, not yet stored: officials of each unit, as many as the numbers say, and citizens."""
    places = [(Audience.OFFICIALS, unit) for unit, entrants in units.items() for _number in range(entrants)]
    places += [(Audience.CITIZENS, chance.choice(communes)) for _number in range(CITIZENS)]
    made = []
    for audience, agency in places:
        contact = f"{secrets.token_hex(5)}@minh-hoa.example"
        entered_at = at + timedelta(seconds=chance.randrange(6 * 86_400))
        made.append(
            Entrant(
                contest=contest,
                code=new_slip_code(secrets.token_bytes(16)),
                audience=audience,
                full_name=f"{chance.choice(_FAMILY)} Minh Họa {chance.choice(_GIVEN)}",
                contact_kind=ContactKind.EMAIL,
                contact=contact,
                contact_sha256=contact_sha256(contact),
                agency=agency,
                birth_year=chance.randrange(1965, 2005) if audience is Audience.CITIZENS else None,
                consent_version="minh-hoa",
                consented_at=entered_at,
                entered_at=entered_at,
                erase_on=date(2023 + contest.keeps_months // 12, 10, 31),
            )
        )
    return made


def answer_round(round_: Round, entrants: Sequence[Entrant], *, chance: Random) -> tuple[int, int]:
    """Return how many attempts were begun and how many submitted in a round, half of them in its last tenth."""
    pool, keys = sealed_pool(round_.pk), round_.pool.keys
    people = _people(entrants, chance)
    week = min(round_.number, 3) - 1
    coming = [entrant for entrant in entrants if chance.random() < _COMES[Audience(entrant.audience)][week]]
    begun = submitted = 0
    for start in range(0, len(coming), _BATCH):
        some = coming[start : start + _BATCH]
        attempts = Attempt.objects.bulk_create(_attempt(round_, entrant, pool, chance) for entrant in some)
        handed_in = [
            _submission(attempt, people[attempt.entrant_id], pool, keys, week, len(coming), chance)
            for attempt in attempts
            if chance.random() < 0.985  # some close the page and never come back
        ]
        Submission.objects.bulk_create(handed_in)
        begun, submitted = begun + len(attempts), submitted + len(handed_in)
    return begun, submitted


def _people(entrants: Sequence[Entrant], chance: Random) -> dict[int, Person]:
    """Return what is invented of each: offices share a network address, and in one unit twelve share a telephone."""
    shared, left = secrets.token_hex(32), 12
    largest = max((entrant.agency_id or 0 for entrant in entrants if entrant.audience == Audience.OFFICIALS), default=0)
    offices: dict[int | None, str] = {}
    people = {}
    for entrant in entrants:
        device = secrets.token_hex(32)
        if entrant.agency_id == largest and left:
            device, left = shared, left - 1
        at_work = entrant.audience == Audience.OFFICIALS and chance.random() < 0.7
        address = offices.setdefault(entrant.agency_id, secrets.token_hex(32)) if at_work else secrets.token_hex(32)
        people[entrant.pk] = Person(chance.gauss(0, 0.09), device, address)
    return people


def _attempt(round_: Round, entrant: Entrant, pool: SealedPool, chance: Random) -> Attempt:
    length = round_.closes_at - round_.opens_at
    share = chance.uniform(0.9, 0.998) if chance.random() < 0.5 else chance.uniform(0, 0.9)
    started_at = round_.opens_at + timedelta(seconds=round(length.total_seconds() * share, 3))
    minutes = round_.contest.minutes_allowed or 60
    paper = draw_paper(
        pool.questions.values(),
        pool.quotas[entrant.audience],
        seed=round_.seed,
        entrant=entrant.code,
        attempt=1,
        shuffles_options=round_.contest.shuffles_options,
    )
    return Attempt(
        entrant=entrant,
        round=round_,
        number=1,
        paper=paper_data(paper),
        started_at=started_at,
        ends_at=min(started_at + timedelta(minutes=minutes), round_.closes_at),
    )


def _submission(
    attempt: Attempt,
    person: Person,
    pool: SealedPool,
    keys: Mapping[str, Any],
    week: int,
    coming: int,
    chance: Random,
) -> Submission:
    answers: dict[str, Any] = {}
    for place, row in enumerate(attempt.paper, start=1):
        question = pool.questions[row["number"]]
        right = chance.random() < _KNOWS[question.difficulty] + _HEARD[week] + person.skill
        answers[str(place)] = _answer(question, keys[str(question.number)], row["options"], right, chance)
    answers["p"] = str(max(1, round(chance.gauss(coming, coming * 0.3))))
    used = chance.uniform(20, 40) if chance.random() < 0.004 else chance.gauss(540, 200)
    allowed = (attempt.ends_at - attempt.started_at).total_seconds()
    received_at = attempt.started_at + timedelta(seconds=round(min(max(used, 20), allowed - 1), 3))
    slip = new_slip_code(secrets.token_bytes(16))
    return Submission(
        attempt=attempt,
        key=secrets.token_hex(16),
        answers=answers,
        received_at=received_at,
        slip_code=slip,
        slip_sha256=slip_sha256(
            slip=slip,
            entrant=attempt.entrant.code,
            round_number=attempt.round.number,
            attempt=attempt.number,
            answers=answers,
            started_at=moment_text(milliseconds(attempt.started_at)),
            received_at=moment_text(milliseconds(received_at)),
        ),
        device_sha256=person.device,
        address_sha256=person.address,
    )


def _answer(question: PoolQuestion, key: Any, order: Sequence[int], right: bool, chance: Random) -> Any:
    """Return an answer as the page would send it."""
    if question.kind == "true_false":
        return "true" if key == right else "false"
    if question.kind == "number":
        return str(key) if right else str(chance.randrange(3, 40))
    letters = {option: _LETTERS[shown] for shown, option in enumerate(order)}
    if question.kind == "order":
        return [letters[option] for option in (key if right else chance.sample(list(key), len(key)))]
    if question.kind == "multiple":
        return sorted(letters[option] for option in (key if right else list(key)[:-1]))
    wrong = [option for option in letters if option not in key]
    return letters[key[0]] if right else letters[chance.choice(wrong)]
