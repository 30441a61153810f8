"""The measure: a person who sent, entered, answered, mailed and asked is erased, and nothing of him is left anywhere.

Tables, files, mails and logs are looked through whole: a new table or folder is found by itself.
"""

import io
import logging
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lantoa.apps.accounts.factories import user_in
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.actions import claim_due_messages, deliver_claimed
from lantoa.apps.base.honeypot import signed_moment
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.base.transports import open_transport
from lantoa.apps.contests.actions.entry_codes import send_entry_code
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_submission
from lantoa.apps.contests.models import Contest, Entrant
from lantoa.apps.feedback.actions.handling import answer as answer_feedback
from lantoa.apps.feedback.actions.moderation import list_feedback
from lantoa.apps.feedback.factories import make_clock_rule
from lantoa.apps.feedback.models import Attachment, Feedback
from lantoa.apps.feedback.tests.sending_stage import filled, photo, wave_file
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import ContactKind
from lantoa.apps.privacy.proofs import PREFIX
from lantoa.apps.search.actions import rebuild_search
from lantoa.apps.services.actions.checklists import send_checklist
from lantoa.apps.surveys.actions.answering import answer
from lantoa.apps.surveys.actions.inviting import send_invitations
from lantoa.apps.surveys.factories import make_round
from lantoa.apps.surveys.models import ResponseValue, SurveyQuestion
from person_scan import database_files_with, files_with, indexed_with, tables_with, ways_to_write

CONTACT = "rieng.tu@lantoa.example"
HASH = contact_sha256(CONTACT)
NAME = "Nguyễn Thị Riêng Tư"
FEEDBACK_WORDS = "Nhà tôi cạnh cây đa đầu ngõ Hoa Mười Giờ, đêm nào loa cũng mở to."
SURVEY_WORDS = "Anh cán bộ tóc xoăn ở quầy bảy hẹn tôi ba lần liền."
REQUEST_WORDS = "Họ của tôi bị ghi sai thành Nguyển."
GROUNDS = "mắt kém sau tai nạn"
LISTED_WORDS = "Loa ở một thôn mở to vào ban đêm."
OFFICER = "can.bo"
NETWORK = "203.0.113.77"
WORDS = [CONTACT, NAME, FEEDBACK_WORDS, SURVEY_WORDS, REQUEST_WORDS, GROUNDS, NETWORK]
# What stays, and is told to the person: that a contact has entered, as a keyed hash, so that nobody enters twice.
_HASH_MAY_STAY = {"contests_entrant"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> Path:
    """Let everything that is written to disk lie in one folder."""
    settings.CITIZENS_DIR, settings.MAIL_DIR = tmp_path / "citizens", tmp_path / "mail"
    settings.SMS_DIR, settings.MEDIA_ROOT = tmp_path / "sms", tmp_path / "media"
    return tmp_path


@pytest.fixture
def client() -> Client:
    return Client(REMOTE_ADDR=NETWORK)


def _deliver() -> None:
    claim = claim_due_messages(at=timezone.now() + timedelta(seconds=1), limit=100)
    with open_transport() as transport:
        deliver_claimed(claim=claim, transport=transport, clock=timezone.now)


def _sends_feedback(client: Client) -> None:
    make_clock_rule()
    given = filled(timezone.now(), words=FEEDBACK_WORDS, name=NAME, contact=CONTACT, consents="on")
    response = client.post("/gui-phan-anh/", {**given, "photos": photo(), "voice": wave_file()})
    assert response.status_code == 303, re.findall(r"files-error[^>]*>\s*<p>([^<]*)", response.content.decode())
    assert Feedback.objects.get().contact.contact == CONTACT
    assert Attachment.objects.count() == 2


def _is_answered(office: Client) -> None:
    """Let an officer look who it is, answer by name, and put a wording without persons into the public list."""
    feedback, by = Feedback.objects.get(), User.objects.get(username=OFFICER)
    page = office.post(f"/quan-tri/phan-anh/{feedback.pk}/lien-he/", {"reason": "Gọi hỏi thêm về chiếc loa"})
    assert CONTACT in page.content.decode()
    answer_feedback(feedback=feedback, by=by, at=timezone.now(), words=f"Kính gửi {NAME}, loa đã vặn nhỏ.")
    list_feedback(
        feedback=feedback, title="Loa mở to ban đêm", words=LISTED_WORDS, answer="Loa đã vặn nhỏ.", photos=[],
        version=Feedback.objects.get().version, by=by, at=timezone.now(),
    )  # fmt: skip
    assert rebuild_search() and indexed_with(LISTED_WORDS)


def _is_looked_at(office: Client) -> None:
    """Let the office open every page that shows somebody's contact or words, and search for her in vain."""
    contest = Contest.objects.order_by("pk").first()
    assert contest is not None
    for address in (
        reverse("outbox:outbox"), f"{reverse('outbox:outbox')}?words={CONTACT}",
        f"{reverse('contests:entrants', args=[contest.pk])}?words={CONTACT}",
        reverse("privacy:access_log"), reverse("privacy:requests"), f"/tim-kiem/?q={CONTACT}", f"/tim-kiem/?q={NAME}",
    ):  # fmt: skip
        assert office.get(address).status_code == 200, address


def _enters_contests() -> None:
    at = timezone.now()
    begun, not_begun = make_contest(at=at, slug="thi-mot"), make_contest(at=at, slug="thi-hai")
    for contest in (begun, not_begun):
        make_entrant(contest, at=at, contact=CONTACT, full_name=NAME, extra_grounds=GROUNDS, birth_year=1970)
    round_ = begun.rounds.get()
    attempt = make_attempt(begun.entrants.get(), round_, started_at=round_.opens_at)
    make_submission(attempt, received_at=round_.opens_at + timedelta(minutes=5))
    send_entry_code(contest=begun, kind=ContactKind.EMAIL, contact=CONTACT, address=NETWORK, at=at)


def _answers_survey() -> None:
    at = timezone.now()
    survey_round = make_round(AgencyFactory(), at=at, slug="dot-mot")
    question = survey_round.questionnaire.questions.filter(kind=SurveyQuestion.Kind.TEXT).first()
    assert question is not None
    send_invitations(
        stratum=survey_round.strata.get(), contacts=[(ContactKind.EMAIL, CONTACT)], site="https://tinh.example",
        key="a" * 32, by=None, at=at,
    )  # fmt: skip
    found = re.search(r"/tra-loi/([\w-]+)/", Message.objects.get(to=CONTACT, key__startswith="surveys.").text)
    assert found
    others = survey_round.questionnaire.questions.exclude(pk=question.pk)
    answers: dict[str, list[str] | str] = {each.code: [_first_choice(each)] for each in others}
    answer(token=found[1], answers={**answers, question.code: SURVEY_WORDS}, key="b" * 32, at=at)
    assert ResponseValue.objects.filter(text=SURVEY_WORDS).exists()


def _first_choice(question: SurveyQuestion) -> str:
    first = question.options[0] if question.options else "5"
    return str(first["value"] if isinstance(first, dict) else first)


def _mails_checklist() -> None:
    text = f"Danh sách của {NAME}: đăng ký khai sinh."
    send_checklist(kind=ContactKind.EMAIL, contact=CONTACT, title="Sinh con", text=text, key="c", at=timezone.now())


def _proves(client: Client) -> None:
    asked = {"contact": CONTACT, "website": "", "shown_at": signed_moment(timezone.now() - timedelta(minutes=1))}
    client.post(PREFIX, asked)
    _deliver()
    message = Message.objects.filter(to=CONTACT, key__startswith="privacy:code:").latest("pk")
    code = re.search(r"\b\d{6}\b", message.text)
    assert code
    assert client.post(f"{PREFIX}ma/", {"code": code[0]})["Location"] == f"{PREFIX}cua-toi/"


@pytest.fixture
def office() -> Client:
    """Return the browser of a programme officer."""
    office = Client()
    office.force_login(user_in(Role.PROGRAMME_OFFICER, username=OFFICER))
    return office


@pytest.fixture
def erased(client: Client, office: Client, folders: Path, caplog: pytest.LogCaptureFixture) -> str:
    """Let the person do everything, and be erased; return what the page then said."""
    caplog.set_level(logging.INFO)
    _sends_feedback(client)
    _enters_contests()
    _is_answered(office)
    _answers_survey()
    _mails_checklist()
    _proves(client)
    client.post(f"{PREFIX}sua/", {"key": "d" * 32, "kind": "correct", "words": REQUEST_WORDS})
    _is_looked_at(office)
    copy = zipfile.ZipFile(io.BytesIO(b"".join(client.post(f"{PREFIX}tai-ve/").streaming_content))).read("du-lieu.json")
    for words in (CONTACT, NAME, FEEDBACK_WORDS, REQUEST_WORDS, GROUNDS, "Gọi hỏi thêm về chiếc loa"):
        assert words in copy.decode(), f"the copy leaves out “{words}”"
    for words in (CONTACT, NAME, FEEDBACK_WORDS, SURVEY_WORDS, REQUEST_WORDS, GROUNDS):
        assert tables_with(words), f"the scan finds “{words}” before anything is erased"
    assert files_with(CONTACT, [folders])
    page = client.post(f"{PREFIX}xoa/").content.decode()
    caplog.handler.flush()
    return page


class TestErasedPerson:
    def test_is_nowhere_but_where_the_page_says_so(
        self, erased: str, folders: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        """One story for all: it is dear to play."""
        for words in WORDS:
            assert tables_with(words) == set(), words
            assert files_with(words, [folders, site.DATA_DIR]) == set(), words
            assert database_files_with(words) == set(), words
            assert indexed_with(words) == set(), words
            assert not any(way in caplog.text for way in ways_to_write(words)), words
        # No photo, no voice; a keyed hash where it is told, and what was answered for under a code.
        assert [file for file in (folders / "citizens").rglob("*.*") if file.suffix in {".jpg", ".flac"}] == []
        assert not Attachment.objects.exists()
        assert tables_with(HASH) <= _HASH_MAY_STAY
        assert Entrant.objects.get().contact == "" and Feedback.objects.get().erased_at is not None
        told = " ".join(erased.split())
        assert "Phải giữ lại, và vì sao" in told and "mã băm của liên hệ ở lại" in told and "Nhật ký hành vi" in told
        assert AuditEntry.objects.get(act="privacy.erase_own_data").detail["counts"]["feedback.Feedback"] == 1
