"""One story in many forms: drafts from the approved words, kept linked to them; one round of approval for all."""

import io
from datetime import datetime, timedelta
from typing import Any

import docx
import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.actions.adaptations import (
    CannotAdapt,
    approve_form,
    change_form,
    keep_form,
    make_form,
    remove_form,
)
from lantoa.apps.newsroom.actions.figures import make_figure
from lantoa.apps.newsroom.adapting import DIGEST_WORDS, Words, digest_item
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import Adaptation, PortalPage, PortalStaff, StoryFigure, StoryPage
from lantoa.apps.newsroom.queries.adaptations import (
    FORMS,
    FORMS_BY_KEY,
    forms_of,
    is_approved,
    stale_forms,
    versions_of,
)
from lantoa.apps.newsroom.queries.story_text import content_sha256, story_text
from lantoa.core.viettext import words

pytestmark = pytest.mark.django_db

LEAD = "Từ ngày 01/6/2023, người dân xã Hải Lăng nộp hồ sơ khai sinh qua mạng. Kết quả trả trong ngày."
BODY = (
    "<h2>Cách làm</h2><p>Người dân mở Cổng Dịch vụ công quốc gia, chọn thủ tục khai sinh rồi nộp hồ sơ.</p>"
    "<ul><li>Không phải đến UBND xã</li><li>Không phải nộp bản sao</li></ul>"
    "<p>Trong quý I đã có 1.240 hồ sơ khai sinh nộp qua mạng. Cán bộ xã giúp những ai chưa quen.</p>"
)


@pytest.fixture
def portal(cast: Cast, now: datetime) -> PortalPage:
    return make_portal(agency=cast.agency, at=now)


@pytest.fixture
def figure(portal: PortalPage, now: datetime) -> StoryFigure:
    typed = {"unit": "hồ sơ", "noun": "xã", "shape": "bars", "rows": [["Hải Lăng", 12], ["Diên Sanh", 5]]}
    return make_figure(portal=portal, title="Hồ sơ theo xã", typed=typed, source_note="UBND huyện", by=None, at=now)


@pytest.fixture
def story(portal: PortalPage, figure: StoryFigure, now: datetime) -> StoryPage:
    body = [("text", BODY), ("figure", {"figure": figure, "caption": ""})]
    values = {
        "title": "Khai sinh qua mạng",
        "lead": LEAD,
        "for_reader": "Bạn nộp tại nhà, không mất phí.",
        "body": body,
    }
    return make_story(make_column(portal), at=now, **values)


def _made(story: StoryPage, key: str, now: datetime, **values: Any) -> Adaptation:
    return make_form(story=story, form=FORMS_BY_KEY[key], by=None, at=now, **values)


def _edited(story: StoryPage, *, publish: bool, at: datetime) -> StoryPage:
    story.lead = "Từ tháng Bảy, mọi xã nhận hồ sơ khai sinh qua mạng."
    revision = story.save_revision()
    if publish:
        revision.publish()
    found: StoryPage = StoryPage.objects.get(pk=story.pk)
    StoryPage.objects.filter(pk=story.pk).update(**({"last_published_at": at} if publish else {"title": found.title}))
    return StoryPage.objects.get(pk=story.pk)


class TestDrafts:
    def test_are_made_for_every_form(self, story: StoryPage, now: datetime) -> None:
        for form in FORMS:
            assert _made(story, form.key, now).text.strip()
        assert Adaptation.objects.filter(story=story).count() == len(FORMS)

    @pytest.mark.parametrize("width", [150, 300, 600])
    def test_fill_a_column_with_whole_sentences_of_the_story(self, story: StoryPage, now: datetime, width: int) -> None:
        made = _made(story, f"print-{width}", now)
        assert made.text.startswith(LEAD)
        assert len(words(made.text)) <= width
        said = story_text(story, at=now)
        everything = " ".join([said.lead, *said.paragraphs, said.for_reader])
        for paragraph in made.text.split("\n\n"):
            assert paragraph.split(". ")[0] in everything

    def test_put_the_address_at_the_end_of_a_message(self, story: StoryPage, now: datetime) -> None:
        made = _made(story, "message", now)
        assert made.text.startswith("Khai sinh qua mạng. Từ ngày 01/6/2023")
        assert made.text.endswith(story.full_url)
        assert len(made.text) <= 306

    def test_say_numbers_and_short_words_aloud(self, story: StoryPage, now: datetime) -> None:
        said = _made(story, "loudspeaker", now).text
        assert "mùng một tháng sáu năm hai nghìn không trăm hai mươi ba" in said
        assert "Ủy ban nhân dân" in said and "UBND" not in said and "1.240" not in said

    def test_tell_officials_in_few_words_what_to_answer(self, story: StoryPage, now: datetime) -> None:
        made = _made(story, "digest", now)
        assert "trả lời rằng: “Bạn nộp tại nhà, không mất phí.”" in made.text

    def test_hold_at_most_ninety_words_of_the_story(self) -> None:
        long = Words("Tên", "Tóm tắt.", "", tuple(f"Câu số {place} nói về một việc khác nhau." for place in range(60)))
        first = digest_item(long).text.split("\n\nVới cán bộ")[0]
        assert 60 < len(words(first)) <= DIGEST_WORDS

    def test_take_the_first_figure_of_the_story_for_a_card(
        self, story: StoryPage, figure: StoryFigure, now: datetime
    ) -> None:
        made = _made(story, "card", now)
        assert (made.figure, made.title) == (figure, "Hồ sơ theo xã")
        assert made.text.startswith("Cao nhất: Hải Lăng")

    def test_need_a_figure_for_a_card(self, portal: PortalPage, now: datetime) -> None:
        bare = make_story(make_column(portal), at=now)
        with pytest.raises(CannotAdapt, match="chưa có khối số liệu"):
            _made(bare, "card", now)

    def test_are_made_from_what_readers_have_unless_asked(self, story: StoryPage, now: datetime) -> None:
        story = _edited(story, publish=False, at=now)
        assert _made(story, "print-150", now).text.startswith(LEAD)
        assert _made(story, "print-150", now, from_draft=True).text.startswith("Từ tháng Bảy")


class TestStale:
    def test_is_told_when_the_published_story_changes(self, cast: Cast, story: StoryPage, now: datetime) -> None:
        made = _made(story, "print-150", now)
        assert stale_forms(cast.editor) == []
        story = _edited(story, publish=True, at=now + timedelta(days=1))
        state = forms_of(story, versions_of(story))[0]
        assert state.stale
        assert stale_forms(cast.editor) == [made]
        assert stale_forms(cast.stranger) == []

    def test_ends_when_a_person_has_compared(self, cast: Cast, story: StoryPage, now: datetime) -> None:
        made = _made(story, "print-150", now)
        story = _edited(story, publish=True, at=now + timedelta(days=1))
        keep_form(adaptation=made, by=cast.editor, at=now + timedelta(days=2))
        assert not forms_of(story, versions_of(story))[0].stale
        assert stale_forms(cast.editor) == []

    def test_is_not_told_when_only_the_ids_of_blocks_change(self, story: StoryPage) -> None:
        before = content_sha256(story)
        story.body = [(block.block_type, block.value) for block in story.body]
        assert content_sha256(story) == before


class TestApproval:
    @pytest.fixture
    def approver(self, cast: Cast, portal: PortalPage, now: datetime) -> User:
        for function in (PortalStaff.Function.APPROVER, PortalStaff.Function.EDITOR):
            name_staff(portal=portal, user=cast.editor, function=function, by=None, at=now)
        return User.objects.get(pk=cast.editor.pk)

    def test_of_the_story_covers_the_forms_made_from_its_words(
        self, story: StoryPage, portal: PortalPage, approver: User, now: datetime
    ) -> None:
        draft = make_story(story.get_parent().specific, live=False, title="Bài mới", lead=LEAD, slug="bai-moi")
        fitting, other = _made(draft, "print-150", now), _made(draft, "digest", now)
        Adaptation.objects.filter(pk=other.pk).update(story_sha256="0" * 64)
        state = portal.get_workflow().start(draft, approver)
        for _ in range(2):
            state.refresh_from_db()
            task_state = state.current_task_state.specific
            task_state.task.specific.on_action(task_state, approver, "approve")
        assert StoryPage.objects.get(pk=draft.pk).live
        fitting.refresh_from_db()
        other.refresh_from_db()
        assert is_approved(fitting) and fitting.approved_at
        assert not is_approved(other)
        assert AuditEntry.objects.get(act="newsroom.approve_form").actor == approver.get_username()

    def test_is_lost_when_the_form_changes(self, cast: Cast, story: StoryPage, now: datetime) -> None:
        made = approve_form(adaptation=_made(story, "print-150", now), by=cast.editor, at=now)
        assert is_approved(made)
        same = change_form(adaptation=made, title=made.title, text=made.text, by=cast.editor, at=now)
        assert is_approved(same)
        changed = change_form(adaptation=made, title=made.title, text="Lời khác.", by=cast.editor, at=now)
        assert not is_approved(changed) and changed.approved_at is None

    def test_is_refused_for_what_the_story_no_longer_says(self, cast: Cast, story: StoryPage, now: datetime) -> None:
        made = _made(story, "print-150", now)
        _edited(story, publish=True, at=now + timedelta(days=1))
        with pytest.raises(CannotAdapt, match="đã đổi sau khi soạn"):
            approve_form(adaptation=made, by=cast.editor, at=now)

    def test_waits_for_the_story_itself(self, cast: Cast, portal: PortalPage, now: datetime) -> None:
        draft = make_story(make_column(portal), live=False)
        made = _made(draft, "print-150", now)
        with pytest.raises(CannotAdapt, match="Bài chưa được duyệt"):
            approve_form(adaptation=made, by=cast.editor, at=now)

    def test_of_a_form_that_is_removed_stays_in_the_trail(self, cast: Cast, story: StoryPage, now: datetime) -> None:
        remove_form(adaptation=_made(story, "digest", now), by=cast.editor, at=now)
        assert AuditEntry.objects.filter(act="newsroom.remove_form").count() == 1
        assert not Adaptation.objects.exists()


class TestScreen:
    @pytest.fixture
    def editor(self, cast: Cast, portal: PortalPage, now: datetime, client: Client) -> User:
        name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.EDITOR, by=None, at=now)
        client.force_login(cast.focal_officer)
        return cast.focal_officer

    def test_makes_keeps_and_hands_out_every_form(self, client: Client, editor: User, story: StoryPage) -> None:
        address = reverse("newsroom:story-forms", args=[story.pk])
        for form in FORMS:
            assert "chưa soạn" in client.get(address, {"dang": form.key}).content.decode()
            client.post(address, {"dang": form.key, "act": "make"})
            text = client.get(address, {"dang": form.key}).content.decode()
            assert "bản nháp" in text and "Khai sinh qua mạng" in text

    def test_counts_a_message_with_and_without_marks(self, client: Client, editor: User, story: StoryPage) -> None:
        address = reverse("newsroom:story-forms", args=[story.pk])
        client.post(address, {"dang": "message", "act": "make"})
        text = client.get(address, {"dang": "message"}).content.decode()
        assert "UCS-2" in text and "GSM-7" in text and "Khai sinh qua mang." in text

    def test_keeps_what_was_typed_when_a_field_is_empty(self, client: Client, editor: User, story: StoryPage) -> None:
        address = reverse("newsroom:story-forms", args=[story.pk])
        client.post(address, {"dang": "digest", "act": "make"})
        answer = client.post(address, {"dang": "digest", "act": "save", "title": "", "text": "Lời tôi viết."})
        assert answer.status_code == 422 and "Lời tôi viết." in answer.content.decode()

    def test_hands_out_files_that_say_when_they_are_drafts(
        self, client: Client, editor: User, story: StoryPage, now: datetime
    ) -> None:
        _made(story, "print-150", now)
        _made(story, "card", now)
        at = {"pk": story.pk, "key": "print-150"}
        word = client.get(reverse("newsroom:story-form-file", kwargs={**at, "ending": "docx"}))
        assert 'filename="khai-sinh-qua-mang-print-150-chua-duyet.docx"' in word["Content-Disposition"]
        paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(word.content)).paragraphs]
        assert paragraphs[0] == "Khai sinh qua mạng" and paragraphs[-1] == "Bản nháp, chưa duyệt."
        card = reverse("newsroom:story-form-file", kwargs={"pk": story.pk, "key": "card", "ending": "png"})
        for shape, size in (("ngang", (1200, 630)), ("trinh-chieu", (1920, 1080))):
            picture = client.get(card, {"co": shape}).content
            assert (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")) == size
        assert client.get(card, {"co": "tron"}).status_code == 404
        assert client.get(card.replace(".png", ".txt")).status_code == 404

    def test_lets_only_publishers_approve(
        self, client: Client, cast: Cast, editor: User, story: StoryPage, now: datetime
    ) -> None:
        made = _made(story, "digest", now)
        address = reverse("newsroom:story-forms", args=[story.pk])
        client.post(address, {"dang": "digest", "act": "approve"})
        made.refresh_from_db()
        assert not is_approved(made)
        client.force_login(cast.administrator)
        client.post(address, {"dang": "digest", "act": "approve"})
        made.refresh_from_db()
        assert is_approved(made)

    def test_lists_what_is_stale_and_reminds_on_the_first_page(
        self, client: Client, editor: User, story: StoryPage, now: datetime
    ) -> None:
        _made(story, "print-150", now - timedelta(days=9))
        _edited(story, publish=True, at=now)
        text = client.get(reverse("newsroom:stale-forms")).content.decode()
        assert "Khai sinh qua mạng" in text and "?dang=print-150" in text
        assert "dạng cần xem lại vì bài đã đổi" in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_is_closed_to_another_agency(self, client: Client, cast: Cast, story: StoryPage) -> None:
        client.force_login(cast.stranger)
        address = reverse("newsroom:story-forms", args=[story.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"dang": "digest", "act": "make"}).status_code in {302, 403}
        assert not Adaptation.objects.exists()
