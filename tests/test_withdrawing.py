"""A person withdraws one consent and no other: what rests on it goes, the rest stays."""

import re
from datetime import timedelta

import pytest
from conftest import NOW
from django.test import Client
from django.utils import timezone

from lantoa.apps.base.honeypot import signed_moment
from lantoa.apps.base.models import Message
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.models import Entrant
from lantoa.apps.feedback.factories import make_feedback
from lantoa.apps.feedback.models import Feedback, FeedbackContact
from lantoa.apps.privacy.models import DataRequest
from lantoa.apps.privacy.proofs import PREFIX

pytestmark = pytest.mark.django_db
CONTACT = "hai.viec@lantoa.example"
ADDRESS = f"{PREFIX}rut-lai/"


@pytest.fixture
def proved(client: Client) -> Client:
    """Return the browser of somebody who entered a contest and sent feedback."""
    make_entrant(make_contest(at=NOW), at=NOW, contact=CONTACT, full_name="Nguyễn Thị Hai Việc")
    make_feedback(at=NOW, contact=CONTACT, name="Nguyễn Thị Hai Việc")
    shown_at = signed_moment(timezone.now() - timedelta(minutes=1))
    client.post(PREFIX, {"contact": CONTACT, "website": "", "shown_at": shown_at})
    code = re.search(r"\b\d{6}\b", Message.objects.get(to=CONTACT).text)
    assert code
    client.post(f"{PREFIX}ma/", {"code": code[0]})
    return client


class TestWithdrawing:
    def test_shows_the_very_words_agreed_to_and_ticks_nothing(self, proved: Client) -> None:
        page = proved.get(ADDRESS).content.decode()
        assert "Để lại họ tên, liên hệ khi gửi phản ánh" in page and "Đăng ký dự thi" in page
        assert "Họ tên và liên hệ của bạn được giữ riêng" in page and "bản 1" in page
        assert page.count('type="checkbox"') == 2 and "checked" not in page

    def test_ends_one_and_leaves_the_other(self, proved: Client) -> None:
        page = proved.post(ADDRESS, {"forms": ["feedback"]}).content.decode()
        assert not FeedbackContact.objects.exists() and "vẫn được giải quyết" in page
        feedback = Feedback.objects.get()
        assert feedback.erased_at is None and feedback.words and feedback.anonymous
        assert Entrant.objects.get().contact == CONTACT
        assert DataRequest.objects.get().counts == {"feedback.FeedbackContact": 1}

    def test_lets_the_person_go_on_to_the_other(self, proved: Client) -> None:
        for form in ("feedback", "contests", "contests"):
            proved.post(ADDRESS, {"forms": [form]})
        assert not Entrant.objects.exclude(contact="").exists()
        assert "không giữ gì dựa vào sự đồng ý" in proved.get(ADDRESS).content.decode()

    def test_asks_which_when_none_is_chosen(self, proved: Client) -> None:
        answer = proved.post(ADDRESS)
        assert answer.status_code == 422 and "Hãy chọn" in answer.content.decode()
        assert FeedbackContact.objects.exists()
