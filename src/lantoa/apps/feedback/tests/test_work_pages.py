"""The officers' pages as an officer meets them: what is shown, what stays typed, what is noted."""

import pytest
from conftest import NOW, Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.actions.handling import acknowledge, receive
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback
from lantoa.apps.feedback.models import Feedback, RoutingRule
from lantoa.apps.privacy.models import PersonalAccess
from lantoa.core.viettext import fold

pytestmark = pytest.mark.django_db


@pytest.fixture
def feedback(cast: Cast) -> Feedback:
    make_clock_rule()
    RoutingRule.objects.create(target="agency", agency=cast.agency)
    words = "<script>alert(1)</script> Đường ngập http://xau.example"
    made = make_feedback(at=NOW, words=words, folded=fold(words), contact="lan@lantoa.example", name="Lan")
    receive(feedback=made, at=NOW)
    return made


def _get(client: Client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(f"feedback:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


class TestBoard:
    def test_shows_what_is_late_first_and_finds_by_code_and_words(
        self, client: Client, cast: Cast, feedback: Feedback
    ) -> None:
        client.force_login(cast.focal_officer)
        assert feedback.code in _get(client, "board", due="qua-han")
        assert feedback.code not in _get(client, "board", due="hom-nay")
        assert feedback.code in _get(client, "board", words=feedback.code.lower())
        assert feedback.code in _get(client, "board", words="duong ngap")
        assert "Không có phản ánh nào hợp" in _get(client, "board", words="không có đâu")
        assert feedback.code in _get(client, "board", agency="hai lang", channel="form", sort="moi", first="2023-06-01")

    def test_says_that_the_own_agency_has_ended(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        assert "đã kết thúc ngày" not in _get(client, "board")
        Agency.objects.filter(pk=cast.agency.pk).update(valid_to=NOW.date())
        assert "đã kết thúc ngày" in _get(client, "board")

    def test_leaves_what_is_joined_to_the_piece_it_is_dealt_with(
        self, client: Client, cast: Cast, feedback: Feedback
    ) -> None:
        other = make_feedback(at=NOW, words="Cũng chỗ ấy")
        receive(feedback=other, at=NOW)
        Feedback.objects.filter(pk=other.pk).update(joined_to=feedback)
        client.force_login(cast.focal_officer)
        for asked in ({}, {"state": "new"}, {"due": "qua-han"}):
            page = _get(client, "board", **asked)
            assert feedback.code in page and other.code not in page
        assert "<strong>1</strong> mới gửi" in _get(client, "board")
        assert other.code in _get(client, "board", state="tat-ca")
        assert other.code in _get(client, "board", words=other.code)

    def test_of_another_agency_shows_nothing(self, client: Client, cast: Cast, feedback: Feedback) -> None:
        client.force_login(cast.stranger)
        assert feedback.code not in _get(client, "board", state="tat-ca")


class TestOne:
    def test_runs_nothing_of_what_was_written(self, client: Client, cast: Cast, feedback: Feedback) -> None:
        client.force_login(cast.focal_officer)
        page = _get(client, "one", feedback.pk)
        assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
        assert 'href="http://xau.example' not in page

    def test_hides_the_contact_until_it_is_asked_for_with_a_reason(
        self, client: Client, cast: Cast, feedback: Feedback
    ) -> None:
        client.force_login(cast.focal_officer)
        assert "lan@lantoa.example" not in _get(client, "one", feedback.pk)
        address = reverse("feedback:contact", args=[feedback.pk])
        assert client.post(address, {"reason": " "}).status_code == 422
        assert not PersonalAccess.objects.exists()
        opened = client.post(address, {"reason": "Gọi hỏi đường"})
        assert "lan@lantoa.example" in opened.content.decode()
        assert "no-store" in opened["Cache-Control"]
        noted = PersonalAccess.objects.get()
        assert (noted.user, noted.table, noted.row, noted.reason) == (
            cast.focal_officer, "feedback.FeedbackContact", str(feedback.pk), "Gọi hỏi đường",
        )  # fmt: skip

    def test_keeps_what_was_typed_when_somebody_was_quicker(
        self, client: Client, cast: Cast, feedback: Feedback
    ) -> None:
        client.force_login(cast.focal_officer)
        seen = feedback.version
        acknowledge(feedback=feedback, by=cast.programme_officer, at=NOW)
        typed = {"key": "k1", "version": seen, "words": "Câu trả lời rất dài đã gõ"}
        answer = client.post(reverse("feedback:answer", args=[feedback.pk]), typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Câu trả lời rất dài đã gõ" in page and "vừa có người xử lý" in page
        feedback.refresh_from_db()
        assert f'name="version" value="{feedback.version}"' in page
        again = client.post(reverse("feedback:answer", args=[feedback.pk]), {**typed, "version": feedback.version})
        assert again.status_code == 302
        feedback.refresh_from_db()
        assert feedback.state == Feedback.State.ANSWERED

    def test_keeps_what_was_typed_when_something_is_missing(
        self, client: Client, cast: Cast, feedback: Feedback
    ) -> None:
        client.force_login(cast.focal_officer)
        typed = {"key": "k1", "version": feedback.version, "words": "Việc của tòa án", "instead": ""}
        answer = client.post(reverse("feedback:refuse", args=[feedback.pk]), typed)
        assert answer.status_code == 422
        assert "Việc của tòa án" in answer.content.decode()
        assert "Hãy ghi nơi giải quyết" in answer.content.decode()

    def test_shows_to_whom_it_was_handed_and_that_it_was_opened(
        self, client: Client, cast: Cast, feedback: Feedback
    ) -> None:
        client.force_login(cast.leader)
        _get(client, "one", feedback.pk)
        assert feedback.handovers.get().state == "due"
        client.force_login(cast.focal_officer)
        _get(client, "one", feedback.pk)
        assert feedback.handovers.get().state == "seen"

    def test_of_an_agency_that_gave_it_away_is_only_looked_at(
        self, client: Client, cast: Cast, feedback: Feedback
    ) -> None:
        client.force_login(cast.focal_officer)
        typed = {"key": "k1", "version": feedback.version, "words": "Việc của ngành y tế", "to": cast.other_agency.pk}
        assert client.post(reverse("feedback:forward", args=[feedback.pk]), typed).status_code == 302
        page = _get(client, "one", feedback.pk)
        assert "Làm gì tiếp?" not in page
        refused = client.post(reverse("feedback:contact", args=[feedback.pk]), {"reason": "Muốn xem"})
        assert "lan@lantoa.example" not in refused.content.decode()
        assert not PersonalAccess.objects.exists()


class TestRules:
    def test_say_where_something_would_go_and_why(self, client: Client, cast: Cast, feedback: Feedback) -> None:
        client.force_login(cast.programme_officer)
        page = _get(client, "routing_rules", thu="1", sector=str(feedback.sector_id), day="2023-06-01")
        assert "UBND huyện Hải Lăng" in page
        assert "10 ngày làm việc kể từ ngày 01/6/2023" in page

    def test_refuse_a_rule_without_its_agency_and_keep_what_was_typed(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        answer = client.post(reverse("feedback:new_routing_rule"), {"target": "agency", "source": "Quyết định thử"})
        assert answer.status_code == 422
        assert "Hãy chọn cơ quan nhận" in answer.content.decode()
        assert "Quyết định thử" in answer.content.decode()

    def test_refuse_a_clock_that_answers_before_it_acknowledges(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        typed = {
            "acknowledge_days": "5", "answer_days": "2", "extension_days": "1", "most_extensions": "1",
            "supply_days": "5", "reopen_days": "5", "valid_from": "2023-01-01",
        }  # fmt: skip
        answer = client.post(reverse("feedback:new_clock_rule"), typed)
        assert answer.status_code == 422
        assert "không được ngắn hơn" in answer.content.decode()


class TestDesk:
    def test_takes_what_a_citizen_says_and_prints_the_receipt_for_whoever_wrote_it(
        self, client: Client, cast: Cast, feedback: Feedback
    ) -> None:
        client.force_login(cast.focal_officer)
        typed = {"key": "0123456789abcdefghij", "channel": "phone", "words": "Đèn đường trước nhà hỏng ba tuần nay."}
        answer = client.post(reverse("feedback:write_down"), typed)
        made = Feedback.objects.get(channel="phone")
        assert answer.headers["Location"] == reverse("feedback:receipt", args=[made.pk])
        assert made.steps.get(kind="sent").by == cast.focal_officer
        page = _get(client, "receipt", made.pk)
        assert made.code in page and "/theo-doi/" in page and "<svg" in page
        assert client.post(reverse("feedback:write_down"), typed).status_code == 302
        assert Feedback.objects.filter(channel="phone").count() == 1
        client.force_login(cast.programme_officer)
        assert client.get(reverse("feedback:receipt", args=[made.pk])).status_code == 404

    def test_keeps_what_was_typed(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        typed = {"key": "0123456789abcdefghij", "channel": "desk", "words": "", "place_words": "gần chợ"}
        answer = client.post(reverse("feedback:write_down"), typed)
        assert answer.status_code == 422
        assert "gần chợ" in answer.content.decode() and "Hãy ghi điều người dân phản ánh" in answer.content.decode()
