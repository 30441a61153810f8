"""The plain-language check beside the editor: what it reads, what it answers, and whom."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from conftest import Cast
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.forms.story import StoryForm
from lantoa.apps.newsroom.link_check import dead_links
from lantoa.apps.newsroom.models import ColumnPage, PortalStaff, StoryPage
from lantoa.apps.newsroom.story_text import read_form, read_page
from lantoa.core.analysis.plain_language import Picture, PieceKind, check_plainness

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 26)


def _draft_text(*paragraphs: tuple[str, str], links: list[dict[str, Any]] | None = None, **entities: Any) -> str:
    """Running text as the editor posts it: pairs of type and text, with keys p0, p1 …"""
    blocks = [
        {"key": f"p{number}", "type": kind, "text": text, "entityRanges": (links or []) if number == 0 else []}
        for number, (kind, text) in enumerate(paragraphs)
    ]
    return json.dumps({"blocks": blocks, "entityMap": entities})


def _form(body: str, **values: Any) -> dict[str, Any]:
    given = {"title": "Bài thử", "lead": "Xã nhận hồ sơ.", "for_reader": "Bạn đến xã."}
    stream = {"body-count": "1", "body-0-type": "text", "body-0-order": "0", "body-0-deleted": "", "body-0-value": body}
    return {**given, **stream, **values}


def _query(data: dict[str, Any]) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, value in data.items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return posted


@dataclass
class Newsroom:
    """A portal of the focal officer's agency with a story, its editor, and a confirmed programme of two themes."""

    column: ColumnPage
    story: StoryPage
    editor: User
    assignment: Assignment
    elsewhere: Assignment


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def newsroom(cast: Cast, now: datetime) -> Newsroom:
    portal = make_portal(agency=cast.agency, at=now)
    column = make_column(portal)
    story = make_story(column, at=now)
    name_staff(
        portal=portal, user=cast.focal_officer, function=PortalStaff.Function.EDITOR, by=cast.administrator, at=now
    )
    programme = ProgrammeFactory.create(
        state=Programme.State.CONFIRMED, confirmed_at=now, confirmed_by=cast.programme_officer
    )
    contest = ThemeFactory.create(programme=programme, position=1, text="Tuyên truyền các cuộc thi tìm hiểu cải cách.")
    one_stop = ThemeFactory.create(
        programme=programme,
        position=2,
        text="Tuyên truyền việc tiếp nhận hồ sơ tại bộ phận một cửa, thủ tục hành chính.",
    )
    DutyFactory.create(theme=contest)
    duty = DutyFactory.create(theme=one_stop)
    return Newsroom(
        column,
        story,
        User.objects.get(pk=cast.focal_officer.pk),
        AssignmentFactory.create(duty=duty, agency=cast.agency, state="sent", sent_at=now),
        AssignmentFactory.create(duty=duty, agency=cast.other_agency, state="sent", sent_at=now),
    )


@pytest.fixture
def editing(client: Client, newsroom: Newsroom) -> Client:
    client.force_login(newsroom.editor)
    return client


class TestReadForm:
    def test_names_each_paragraph_by_field_and_key(self) -> None:
        text = read_form(_form(_draft_text(("unstyled", "Một."), ("header-two", "Hai"))), on=ON)
        body = [piece for piece in text.draft.pieces() if piece.place.startswith("body")]
        assert [(piece.place, piece.kind, piece.level) for piece in body] == [
            ("body-0-value#p0", PieceKind.PARAGRAPH, 0),
            ("body-0-value#p1", PieceKind.HEADING, 2),
        ]

    def test_keeps_the_order_on_screen_and_leaves_out_what_was_deleted(self) -> None:
        data = _form("", **{"body-count": "3"})
        for number, order, deleted in ((0, 2, ""), (1, 1, ""), (2, 0, "1")):
            data |= {
                f"body-{number}-type": "text",
                f"body-{number}-order": str(order),
                f"body-{number}-deleted": deleted,
                f"body-{number}-value": _draft_text(("unstyled", f"Khối {number}")),
            }
        assert [piece.text for piece in read_form(data, on=ON).draft.pieces()[3:]] == ["Khối 1", "Khối 0"]

    def test_reads_pictures_and_short_fields(self) -> None:
        data = _form(
            "",
            **{
                "body-count": "2",
                "body-0-type": "picture",
                "body-0-value-image-image": "7",
                "body-0-value-image-alt_text": "",
                "body-0-value-caption": "Bà con nộp hồ sơ",
                "body-1-type": "quote",
                "body-1-order": "1",
                "body-1-deleted": "",
                "body-1-value-text": "Tôi chờ 5 phút.",
                "body-1-value-who": "Bà Nguyễn Thị Minh Họa",
            },
        )
        draft = read_form(data, on=ON).draft
        assert Picture("body-0-value-image-alt_text") in draft.body
        assert [piece.text for piece in draft.pieces()[3:]] == ["Bà con nộp hồ sơ", "Tôi chờ 5 phút."]

    @pytest.mark.parametrize("body", ["", "không phải JSON", "[]", '{"blocks": 3}', "{}"])
    def test_leaves_out_what_is_not_readable(self, body: str) -> None:
        assert len(read_form(_form(body), on=ON).draft.pieces()) == 3

    def test_counts_line_ends_as_the_editor_does(self) -> None:
        data = _form("", lead="Một dòng.\r\nXã tiến hành họp.")
        (hint,) = [hint for hint in check_plainness(read_form(data, on=ON).draft).hints if hint.place == "lead"]
        assert hint.start == len("Một dòng.\nXã ")


class TestReadPage:
    def test_reads_a_saved_page_as_the_editor_does(self, newsroom: Newsroom) -> None:
        newsroom.story.body = [
            ("text", '<h2>Cách nộp</h2><p>Xem <a href="https://a.example/x">tại đây</a>.</p>'),
            ("questions", [{"question": "Nộp ở đâu?", "answer": "<p>Ở xã.</p>"}]),
            ("steps", ["<p>Mang thẻ căn cước.</p>"]),
        ]
        pieces = read_page(newsroom.story, on=ON).draft.pieces()[2:]
        assert [(piece.text, piece.kind.value) for piece in pieces] == [
            ("Cách nộp", "heading"),
            ("Xem tại đây.", "paragraph"),
            ("Nộp ở đâu?", "label"),
            ("Ở xã.", "paragraph"),
            ("Mang thẻ căn cước.", "paragraph"),
        ]
        assert [link.address for link in pieces[1].links] == ["https://a.example/x"]


class TestCheckStory:
    def test_answers_with_hints_mends_themes_and_assignments(self, editing: Client, newsroom: Newsroom) -> None:
        body = _draft_text(
            ("unstyled", "Bộ phận một cửa của xã tiến hành nhận 40 hồ sơ thủ tục hành chính, trả trước hạn.")
        )
        answer = editing.post(
            reverse("newsroom:check_story", args=[newsroom.story.pk]), _form(body, title="Một cửa xã")
        )
        page = answer.content.decode()
        assert answer.status_code == 200
        assert 'data-place="body-0-value#p0"' in page and 'data-old="tiến hành "' in page
        assert f'data-tick="themes" data-value="{newsroom.assignment.duty.theme_id}"' in page
        assert f'data-tick="assignments" data-value="{newsroom.assignment.pk}"' in page
        assert f'data-tick="assignments" data-value="{newsroom.elsewhere.pk}"' not in page

    def test_says_what_is_chosen_already(self, editing: Client, newsroom: Newsroom) -> None:
        theme = newsroom.assignment.duty.theme_id
        data = _form("", title="Một cửa xã", themes=[str(theme)], assignments=[str(newsroom.assignment.pk)])
        page = editing.post(reverse("newsroom:check_story", args=[newsroom.story.pk]), data).content.decode()
        assert 'data-tick="assignments"' not in page
        assert "Đã chọn" in page

    def test_serves_a_story_that_is_not_saved_yet(self, editing: Client, newsroom: Newsroom) -> None:
        address = reverse("newsroom:check_new_story", args=[newsroom.column.pk])
        assert editing.post(address, _form("", for_reader="")).status_code == 200

    def test_refuses_a_text_above_its_limit(self, editing: Client, newsroom: Newsroom) -> None:
        data = _form(_draft_text(("unstyled", "chữ " * 60_000)))
        answer = editing.post(reverse("newsroom:check_story", args=[newsroom.story.pk]), data)
        assert answer.status_code == 413
        assert "200 000" in answer.content.decode()

    def test_asks_for_patience_above_its_rate(
        self, editing: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("lantoa.apps.newsroom.views.check._minute", lambda: "0800")
        address = reverse("newsroom:check_story", args=[newsroom.story.pk])
        answers = [editing.post(address, _form("", _links="1")).status_code for _ in range(13)]
        assert answers == [200] * 12 + [429]
        monkeypatch.setattr("lantoa.apps.newsroom.views.check._minute", lambda: "0801")
        assert editing.post(address, _form("", _links="1")).status_code == 200

    def test_is_judged_by_the_day_of_the_story(self, editing: Client, newsroom: Newsroom) -> None:
        address = reverse("newsroom:check_story", args=[newsroom.story.pk])
        data = _form("", lead="Người dân huyện Hải Lăng nộp hồ sơ.")
        assert "Từ đã cũ" not in editing.post(address, data).content.decode()  # published in 2023
        newsroom.story.first_published_at = None
        newsroom.story.save(update_fields=["first_published_at"])
        assert "Từ đã cũ" in editing.post(address, data).content.decode()

    def test_is_closed_to_another_agency(self, client: Client, newsroom: Newsroom, cast: Cast) -> None:
        client.force_login(cast.stranger)
        for name, pk in (("check_story", newsroom.story.pk), ("check_new_story", newsroom.column.pk)):
            assert client.post(reverse(f"newsroom:{name}", args=[pk]), _form("")).status_code == 404
        assert client.get(reverse("newsroom:story_check", args=[newsroom.story.pk])).status_code == 404

    def test_asks_no_more_queries_for_a_longer_story(
        self, editing: Client, newsroom: Newsroom, django_assert_max_num_queries: Any
    ) -> None:
        body = _draft_text(*[("unstyled", f"Đoạn {number}: UBND xã tiến hành họp.") for number in range(60)])
        with django_assert_max_num_queries(30):
            editing.post(reverse("newsroom:check_story", args=[newsroom.story.pk]), _form(body))


class TestStoryCheck:
    def test_shows_the_last_saved_version_without_javascript(self, editing: Client, newsroom: Newsroom) -> None:
        newsroom.story.lead = "Xã triển khai thực hiện kế hoạch."
        newsroom.story.save_revision()
        page = editing.get(reverse("newsroom:story_check", args=[newsroom.story.pk])).content.decode()
        assert "triển khai thực hiện" in page and "thay bằng “làm”" in page
        assert "data-mend" not in page

    def test_asks_the_links_on_a_press_only(
        self, editing: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr("lantoa.apps.newsroom.views.check.dead_links", lambda text: asked.append("hỏi") or [])
        editing.get(reverse("newsroom:story_check", args=[newsroom.story.pk]))
        assert asked == []
        answer = editing.post(reverse("newsroom:check_links", args=[newsroom.story.pk]))
        assert "Đã hỏi các liên kết" in answer.content.decode()
        assert asked == ["hỏi"]


class TestDeadLinks:
    def test_names_what_does_not_open(self, newsroom: Newsroom) -> None:
        links = [
            {"offset": 0, "length": 5, "key": 0},
            {"offset": 6, "length": 3, "key": 1},
            {"offset": 10, "length": 4, "key": 2},
        ]
        body = _draft_text(
            ("unstyled", "Trang một cũng bài"),
            links=links,
            **{
                "0": {"type": "LINK", "data": {"url": "https://a.example/"}},
                "1": {"type": "LINK", "data": {"url": "https://b.example/"}},
                "2": {"type": "LINK", "data": {"id": newsroom.story.pk, "url": "/x/"}},
            },
        )
        text = read_form(_form(body), on=ON)
        hints = dead_links(text, ask=lambda address: "Trang không còn." if "b.example" in address else None)
        assert [(hint.words, hint.reason) for hint in hints] == [("một", "Trang không còn.")]
        newsroom.story.unpublish()
        assert [hint.words for hint in dead_links(text, ask=lambda address: None)] == ["cũng"]


class TestEditor:
    def test_has_the_panel_and_offers_what_the_agency_can_choose(self, editing: Client, newsroom: Newsroom) -> None:
        page = editing.get(reverse("wagtailadmin_pages:edit", args=[newsroom.story.pk])).content.decode()
        assert f'data-check-url="{reverse("newsroom:check_story", args=[newsroom.story.pk])}"' in page
        assert "lantoa/js/story_check" in page
        assert f'name="assignments" value="{newsroom.assignment.pk}"' in page
        assert f'name="assignments" value="{newsroom.elsewhere.pk}"' not in page

    def test_has_the_panel_for_a_new_story_too(self, editing: Client, newsroom: Newsroom) -> None:
        address = reverse("wagtailadmin_pages:add", args=["newsroom", "storypage", newsroom.column.pk])
        page = editing.get(address).content.decode()
        assert f'data-check-url="{reverse("newsroom:check_new_story", args=[newsroom.column.pk])}"' in page

    def test_makes_addresses_without_tone_marks(self, newsroom: Newsroom) -> None:
        data = _form(_draft_text(("unstyled", "Một.")), slug="đi-một-cửa")
        form_class = StoryPage.get_edit_handler().get_form_class()
        form = form_class(_query(data), {}, instance=newsroom.story, for_user=newsroom.editor)
        form.is_valid()
        assert form.cleaned_data["slug"] == "di-mot-cua"

    @pytest.mark.parametrize("figure", ["", "chữ", "999"])
    def test_keeps_a_story_whose_figure_is_not_chosen_yet(self, newsroom: Newsroom, figure: str) -> None:
        data = _form("", **{"body-0-type": "figure", "body-0-value-figure": figure, "body-0-value-caption": ""})
        form_class = StoryPage.get_edit_handler().get_form_class()
        form = form_class(_query(data), {}, instance=newsroom.story, for_user=newsroom.editor)
        assert not form.is_valid()
        assert "body" in form.errors

    def test_takes_no_assignment_of_another_agency(self, newsroom: Newsroom) -> None:
        form_class = StoryPage.get_edit_handler().get_form_class()
        assert issubclass(form_class, StoryForm)
        data = _form(_draft_text(("unstyled", "Một.")), assignments=[str(newsroom.elsewhere.pk)])
        form = form_class(_query(data), {}, instance=newsroom.story, for_user=newsroom.editor)
        form.is_valid()
        assert "assignments" in form.errors
