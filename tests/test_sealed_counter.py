"""A number is hidden while it must be: with a prediction, nobody reads how many have entered before the round is
closed, and no key, explanation or seed leaves the server before its result is published.

Every address of contests is asked for, by each kind of person: the office, the portal, the entrants' own pages. The
numbers are such as occur nowhere else, which is made sure of by asking for everything once before anybody has entered.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from conftest import Cast
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from lantoa.apps.contests.entrant_cookie import COOKIE, give_entrant
from lantoa.apps.contests.factories import make_attempt, make_bank, make_contest, make_entrant, make_submission
from lantoa.apps.contests.models import (
    Attempt,
    Contest,
    Entrant,
    Headcount,
    Irregularity,
    Round,
    RoundTally,
    Submission,
)
from lantoa.apps.contests.tokens import attempt_token
from lantoa.apps.contests.watch_sweeps import sweep_irregularities, sweep_tallies
from lantoa.apps.directives.factories import ProgrammeFactory
from lantoa.apps.privacy.contacts import contact_sha256

pytestmark = pytest.mark.django_db

ENTRANTS, ATTEMPTS, SUBMISSIONS = 641, 643, 637
# How a screen would write them, alone or in the difference of two: begun and not handed in.
# A number by itself: codes, hashes and milliseconds hold any digits.
NUMBERS = re.compile(rf"(?<![\w.,])(?:{'|'.join(map(str, (ENTRANTS, ATTEMPTS, SUBMISSIONS)))})(?![.,]?\w)")
KEY, EXPLANATION = "73829,5", "Lời giải thích còn kín"
# Pages that show a contest among other things.
AROUND = ("/", "/cuoc-thi/", "/do-bao-phu/", "/so-do-trang.xml", "/sitemap.xml", "/quan-tri/", "/quan-tri/nhat-ky/")
_PARTS = re.compile(r"<(\w+):(\w+)>")


@pytest.fixture
def contest(cast: Cast) -> Contest:
    """An open round with a prediction whose pool has a question that only its key could give away."""
    now = timezone.now()
    bank = make_bank(at=now)
    bank.questions.filter(text__contains="số 1 ").update(kind="number", options=[], key=KEY, explanation=EXPLANATION)
    programme = ProgrammeFactory(confirmed=True)
    made = make_contest(
        at=now - timedelta(days=1), agency=cast.agency, bank=bank, questions=8, programme=programme, slug="con-kin"
    )
    Headcount.objects.create(contest=made, agency=cast.agency, people=9000, source="Báo cáo")
    return made


@pytest.fixture
def entrant(contest: Contest, cast: Cast) -> Entrant:
    """One who has begun, handed in, and has a slip."""
    found = make_entrant(contest, at=timezone.now(), agency=cast.agency)
    round_ = contest.rounds.get()
    attempt = make_attempt(found, round_, started_at=round_.opens_at, minutes=60 * 24 * 8)
    make_submission(attempt, received_at=timezone.now(), answers={"p": "25000"})
    return found


def fill(round_: Round, model: Attempt) -> None:
    """Let the others enter, begin and hand in, as many as the numbers say."""
    now, contest, agency = timezone.now(), round_.contest, model.entrant.agency
    given = {"contest": contest, "audience": "officials", "agency": agency, "contact_kind": "email"}
    given |= {"consent_version": "1", "consented_at": now, "entered_at": now, "erase_on": now.date()}
    people = [
        Entrant(
            code=f"Z{place:011d}",
            contact=f"z{place}",
            contact_sha256=contact_sha256(f"z{place}"),
            **given,
        )
        for place in range(1, ENTRANTS)
    ]
    people = Entrant.objects.bulk_create(people)
    goes = [(person, 1) for person in people] + [(person, 2) for person in people[: ATTEMPTS - ENTRANTS]]
    times = {"started_at": model.started_at, "ends_at": model.ends_at, "paper": model.paper}
    attempts = [Attempt(entrant=person, round=round_, number=number, **times) for person, number in goes]
    attempts = Attempt.objects.bulk_create(attempts)
    Submission.objects.bulk_create(
        Submission(attempt=attempt, key=f"k{attempt.pk}", answers={}, received_at=now, slip_code=f"S{attempt.pk}")
        for attempt in attempts[: SUBMISSIONS - 1]
    )


class Walk:
    """Every address of contests, asked for by everybody; `told` yields what was answered to whom where."""

    def __init__(self, contest: Contest, entrant: Entrant, cast: Cast) -> None:
        self.round = contest.rounds.get()
        self.attempt = entrant.attempts.get()
        self.finding = self.round.irregularities.first() or Irregularity.objects.create(
            round=self.round, kind="device", key="x", reasons=[f"{ENTRANTS} người"], found_at=timezone.now()
        )
        self.contest, self.entrant = contest, entrant
        staff = {"administrator": cast.administrator, "organiser": cast.contest_organiser, "leader": cast.leader}
        staff["focal"] = cast.focal_officer
        self.people = {name: Client() for name in (*staff, "anybody", "entrant")}
        for name, user in staff.items():
            self.people[name].force_login(user)
        answer = HttpResponse()
        give_entrant(answer, entrant, at=timezone.now())
        self.people["entrant"].cookies[COOKIE] = answer.cookies[COOKIE].value

    def told(self) -> Iterator[tuple[str, str, str]]:
        for path in [*addresses(), *AROUND]:
            address = self._filled(path)
            office = address.startswith("/quan-tri/")
            for name, client in self.people.items():
                if office == (name not in ("anybody", "entrant")):
                    yield name, address, words_of(client.get(address))

    def _filled(self, path: str) -> str:
        return _PARTS.sub(lambda part: self._value(path, part[2]), path)

    def _value(self, path: str, name: str) -> str:
        if name == "pk":
            rows = {"/vong/": self.round, "/dau-hieu/<int:pk>": self.finding, "/bai-nop/": self.attempt}
            row = next((row for part, row in rows.items() if part in path), self.contest)
            return str(row.pk)
        values = {"slug": self.contest.slug, "number": "1", "version": "1", "token": attempt_token(self.attempt)}
        values["code"] = self.attempt.submission.slip_code if "/phieu/" in path else self.entrant.code
        return values.get(name, "story")


def addresses() -> list[str]:
    """Return the paths of all addresses of contests; the bank of questions apart, whose writers know their keys."""
    found = [path for path in _paths(get_resolver(), "/") if "cuoc-thi/" in path or path.startswith("/du-thi/")]
    return sorted(path for path in set(found) if "/ngan-hang/" not in path)


def _paths(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        path = f"{before}{pattern.pattern}".replace("^", "").replace("//", "/")
        if isinstance(pattern, URLPattern):
            yield path
        else:
            yield from _paths(pattern, path)


def words_of(response: HttpResponseBase) -> str:
    """Return what an answer says: of a page its words, of a packed file what is in it, with the headers."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined, arg-type]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b" ".join(packed.read(name) for name in packed.namelist() if name.endswith(".xml"))
    text = body.decode(errors="replace")
    if "<svg" in text or response.headers.get("Content-Type", "").startswith("text/html"):
        text = re.sub(r"<(script|style|svg).*?</\1>", " ", text, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", text))


class TestSealedCounter:
    def test_walks_the_addresses_there_are(self) -> None:
        found = addresses()
        for part in ("/quan-tri/cuoc-thi/<int:pk>/", "/du-thi/<slug:slug>/", "/cuoc-thi/<slug:slug>/ket-qua/"):
            assert part in found
        assert len(found) > 40

    def test_shows_no_number_while_the_round_is_open(self, contest: Contest, entrant: Entrant, cast: Cast) -> None:
        walk = Walk(contest, entrant, cast)
        before = [(who, address) for who, address, words in walk.told() if NUMBERS.search(words)]
        assert before == []  # the numbers stand nowhere else
        fill(walk.round, walk.attempt)
        assert sweep_tallies(at=timezone.now()) == sweep_irregularities(at=timezone.now()) == 0
        assert (contest.entrants.count(), walk.round.attempts.count()) == (ENTRANTS, ATTEMPTS)
        assert Submission.objects.count() == SUBMISSIONS and not RoundTally.objects.exists()
        assert [(who, address) for who, address, words in walk.told() if NUMBERS.search(words)] == []

    def test_shows_the_number_where_nothing_is_hidden(self, contest: Contest, entrant: Entrant, cast: Cast) -> None:
        Contest.objects.update(prediction="none")
        contest.refresh_from_db()
        walk = Walk(contest, entrant, cast)
        fill(walk.round, walk.attempt)
        sweep_tallies(at=timezone.now())
        wall = f"/quan-tri/cuoc-thi/{contest.pk}/bang-theo-doi/"
        assert NUMBERS.search(words_of(walk.people["organiser"].get(wall)))  # so the walk can see one


class TestSealedKeys:
    def test_are_in_no_answer_before_the_result_is_published(
        self, contest: Contest, entrant: Entrant, cast: Cast
    ) -> None:
        walk = Walk(contest, entrant, cast)
        secrets = (KEY, EXPLANATION, walk.round.seed)
        assert [(who, address) for who, address, words in walk.told() if any(one in words for one in secrets)] == []
        over = timezone.now() - timedelta(minutes=10)
        Round.objects.update(opens_at=over - timedelta(days=2), closes_at=over, closed_at=over)
        shown = {address for _, address, words in walk.told() if any(one in words for one in secrets)}
        # Who runs the contest mends a wrong key of a closed round here, and has to see it for that.
        assert shown <= {f"/quan-tri/cuoc-thi/vong/{walk.round.pk}/tinh-lai/"}
