"""The board and the pages of bulletins, as people meet them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from conftest import Cast
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.broadcasts.actions.bulletins import take_story
from lantoa.apps.broadcasts.factories import make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Bulletin, Language, Sound
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story

pytestmark = pytest.mark.django_db
FORM = {
    "key": "press", "title": "Bản tin sáng", "priority": "routine", "language": "vi", "airings_a_day": "2",
    "airings_at_most": "14", "valid_from": "2023-06-01T05:00", "valid_until": "2099-06-08T05:00", "listed": "on",
}  # fmt: skip


def page(client: Client, user: User, name: str, *args: Any, **asked: str) -> str:
    client.force_login(user)
    response = client.get(reverse(f"broadcasts:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, user: User, name: str, *args: Any, **data: Any) -> HttpResponse:
    client.force_login(user)
    response: Any = client.post(reverse(f"broadcasts:{name}", args=args), data)
    return response  # type: ignore[no-any-return]


def places(text: str, *titles: str) -> list[int]:
    return [text.index(title) for title in titles]


class TestBoard:
    def test_puts_what_waits_for_the_person_first(self, client: Client, cast: Cast) -> None:
        now = timezone.now()
        make_bulletin(cast.agency, at=now, title="Chờ duyệt gấp", submitted=True, priority="emergency")
        make_bulletin(cast.agency, at=now, title="Chờ duyệt thường", submitted=True)
        make_bulletin(cast.agency, at=now, title="Bị trả", returned_reason="Sai ngày")
        failed = make_bulletin(cast.agency, at=now, title="Hỏng tiếng", approved=True)
        make_sound(failed, at=now, made=False, state=Sound.State.FAILED, problem="Thiếu giọng")
        make_bulletin(cast.agency, at=now, title="Nháp mới nhất")

        text = page(client, cast.programme_officer, "bulletins")

        order = places(text, "Chờ duyệt gấp", "Chờ duyệt thường", "Bị trả<", "Hỏng tiếng", "Nháp mới nhất")
        assert order == sorted(order)
        assert "Sai ngày" in text

    def test_filters_by_words_accents_aside_and_by_what_waits(self, client: Client, cast: Cast) -> None:
        now = timezone.now()
        make_bulletin(cast.agency, at=now, title="Một cửa")
        make_bulletin(cast.agency, at=now, title="Chuyển đổi số", submitted=True)

        text = page(client, cast.editor, "bulletins", tim="mot cua")
        assert ("Một cửa" in text, "Chuyển đổi số" in text) == (True, False)
        text = page(client, cast.editor, "bulletins", viec="toi", sap="ten")
        assert ("Một cửa" in text, "Chuyển đổi số" in text) == (False, True)
        assert "Hãy bỏ bớt điều kiện" in page(client, cast.editor, "bulletins", tim="không có")

    def test_says_what_to_do_when_it_is_empty(self, client: Client, cast: Cast) -> None:
        assert "Bấm “Lập bản tin”" in page(client, cast.radio_officer, "bulletins")

    def test_shows_a_radio_officer_the_own_ones_and_those_offered(self, client: Client, cast: Cast) -> None:
        now, station = timezone.now(), make_station(cast.agency)
        make_bulletin(cast.agency, at=now, title="Của mình")
        make_bulletin(at=now, title="Được gửi đến", approved=True, stations=(station,))
        make_bulletin(at=now, title="Chưa duyệt", stations=(station,))
        make_bulletin(at=now, title="Của nơi khác", approved=True, stations=(make_station(),))

        text = page(client, cast.radio_officer, "bulletins")

        assert [word in text for word in ("Của mình", "Được gửi đến", "Chưa duyệt", "Của nơi khác")] == [
            True, True, False, False,
        ]  # fmt: skip


class TestNewBulletin:
    def test_begins_with_the_story_one_came_from(self, client: Client, cast: Cast) -> None:
        story = make_story(make_column(make_portal(at=timezone.now())), at=timezone.now(), title="Nộp hồ sơ")

        text = page(client, cast.editor, "new_bulletin", bai=str(story.pk))

        assert 'value="Nộp hồ sơ"' in text
        assert f'value="{story.pk}" id="id_stories_0" checked' in text

    def test_makes_one_bulletin_of_two_presses(self, client: Client, cast: Cast) -> None:
        data: Mapping[str, Any] = FORM | {"written": "Thưa bà con.", "stations": [make_station(cast.agency).pk]}
        for _ in range(2):
            assert post(client, cast.radio_officer, "new_bulletin", **data).status_code == 302
        made = Bulletin.objects.get()
        assert (made.agency, made.items.count(), made.stations.count()) == (cast.agency, 1, 1)

    def test_keeps_what_was_typed_where_something_is_wrong(self, client: Client, cast: Cast) -> None:
        answer = post(
            client, cast.editor, "new_bulletin", **FORM | {"valid_until": "2023-06-01T04:00", "written": "Gõ"}
        )
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "phải sau “Phát từ”" in text
        assert "Hãy chọn cơ quan" in text
        assert ">\nGõ</textarea>" in text

    def test_is_not_for_stations_of_others(self, client: Client, cast: Cast) -> None:
        answer = post(client, cast.radio_officer, "new_bulletin", **FORM | {"stations": [make_station().pk]})
        assert answer.status_code == 422
        assert not Bulletin.objects.exists()

    def test_says_that_a_cluster_needs_its_station(self, client: Client, cast: Cast) -> None:
        cluster = make_station(cast.agency).clusters.all()[0]
        answer = post(client, cast.radio_officer, "new_bulletin", **FORM | {"clusters": [cluster.pk]})
        assert "chưa chọn" in answer.content.decode()


class TestStory:
    def test_leads_to_a_new_bulletin_once_it_is_live(self, client: Client, cast: Cast) -> None:
        column = make_column(make_portal(at=timezone.now()))
        address = reverse("broadcasts:new_bulletin")
        for live in (True, False):
            story = make_story(column, at=timezone.now(), live=live)
            client.force_login(cast.administrator)
            text = client.get(reverse("newsroom:story-forms", args=[story.pk])).content.decode()
            assert (f'href="{address}?bai={story.pk}"' in text) == live
            text = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
            assert (f'href="{address}?bai={story.pk}"' in text) == live
        client.force_login(cast.verifier)
        text = client.get(reverse("newsroom:story-forms", args=[story.pk])).content.decode()
        assert address not in text

    def test_first_page_says_how_many_bulletins_wait(self, client: Client, cast: Cast) -> None:
        make_bulletin(at=timezone.now(), submitted=True)
        client.force_login(cast.leader)
        assert "bản tin phát thanh chờ tôi duyệt" in client.get(reverse("wagtailadmin_home")).content.decode()


class TestChangeBulletin:
    def test_tells_whoever_comes_second_and_keeps_what_was_typed(self, client: Client, cast: Cast) -> None:
        bulletin = make_bulletin(cast.agency, at=timezone.now() - timedelta(seconds=1))
        version = bulletin.changed_at.isoformat(timespec="microseconds")
        first = post(client, cast.editor, "change_bulletin", bulletin.pk, **FORM | {"version": version})
        second = FORM | {"version": version, "title": "Tên của người sau"}
        answer = post(client, cast.editor, "change_bulletin", bulletin.pk, **second)

        assert (first.status_code, answer.status_code) == (302, 422)
        text = answer.content.decode()
        assert "Người khác vừa lưu bản tin này" in text
        assert "Tên của người sau" in text
        bulletin.refresh_from_db()
        assert bulletin.title == "Bản tin sáng"

        again = second | {"version": bulletin.changed_at.isoformat(timespec="microseconds")}
        assert again["version"] in text
        assert post(client, cast.editor, "change_bulletin", bulletin.pk, **again).status_code == 302

    def test_is_told_where_it_is_no_draft(self, client: Client, cast: Cast) -> None:
        bulletin = make_bulletin(cast.agency, at=timezone.now(), submitted=True)
        client.force_login(cast.editor)
        answer = client.get(reverse("broadcasts:change_bulletin", args=[bulletin.pk]))
        assert answer.status_code == 422

    def test_is_refused_for_a_bulletin_that_was_only_offered(self, client: Client, cast: Cast) -> None:
        bulletin = make_bulletin(at=timezone.now(), approved=True, stations=(make_station(cast.agency),))
        client.force_login(cast.radio_officer)
        assert client.get(reverse("broadcasts:bulletin", args=[bulletin.pk])).status_code == 200
        assert client.get(reverse("broadcasts:change_bulletin", args=[bulletin.pk])).status_code in (302, 403)
        made = post(client, cast.radio_officer, "duplicate_bulletin", bulletin.pk, key="2")
        assert made.status_code == 302
        assert Bulletin.objects.get(key="2").agency == cast.agency


class TestBulletin:
    def test_says_what_is_missing_before_it_may_be_submitted(self, client: Client, cast: Cast) -> None:
        bulletin = make_bulletin(cast.agency, at=timezone.now())
        text = page(client, cast.radio_officer, "bulletin", bulletin.pk)
        assert "Chưa chọn đài nào" in text
        assert "Trình duyệt</button>" not in text

    def test_says_that_a_language_needs_a_recording(self, client: Client, cast: Cast) -> None:
        language = Language.objects.filter(spoken_by_program=False)[0]
        bulletin = make_bulletin(cast.agency, at=timezone.now(), language=language, stations=(make_station(),))
        text = page(client, cast.editor, "bulletin", bulletin.pk)
        assert "cần người đọc ghi âm" in text
        assert "chưa ghi là phát tiếng" in text

    def test_shows_the_approver_what_will_be_said(self, client: Client, cast: Cast) -> None:
        bulletin = make_bulletin(
            cast.agency, at=timezone.now(), submitted=True, stations=(make_station(),), written="BXYZ họp ngày 29/3."
        )
        text = page(client, cast.leader, "bulletin", bulletin.pk)
        assert "hai mươi chín tháng ba" in text
        assert 'name="accepted" value="BXYZ"' in text

        refused = post(client, cast.leader, "approve_bulletin", bulletin.pk)
        assert refused.status_code == 422
        assert "còn 1 chỗ chưa rõ cách đọc" in refused.content.decode()
        assert post(client, cast.leader, "approve_bulletin", bulletin.pk, accepted=["BXYZ"]).status_code == 302

    def test_tells_the_approver_that_a_story_has_changed(self, client: Client, cast: Cast) -> None:
        bulletin = make_bulletin(cast.agency, at=timezone.now(), submitted=True, stations=(make_station(),))
        bulletin.items.update(story_sha256="0" * 64)
        assert "bài đã đổi sau khi lấy lời" in page(client, cast.leader, "bulletin", bulletin.pk)

    def test_costs_the_same_for_few_items_and_stations_and_for_many(self, client: Client, cast: Cast) -> None:
        column = make_column(make_portal(at=timezone.now()))
        few, many = (make_bulletin(cast.agency, at=timezone.now()) for _ in range(2))
        for bulletin, size in ((few, 1), (many, 5)):
            bulletin.stations.set([make_station() for _ in range(size)])
            for _ in range(size):
                take_story(bulletin=bulletin, story=make_story(column, at=timezone.now()), by=None, at=timezone.now())
        page(client, cast.editor, "bulletin", few.pk)
        costs = []
        for bulletin in (few, many):
            with CaptureQueriesContext(connection) as asked:
                page(client, cast.editor, "bulletin", bulletin.pk)
            costs.append(len(asked))
        assert costs[0] == costs[1]

    def test_keeps_the_reason_that_was_typed(self, client: Client, cast: Cast) -> None:
        bulletin = make_bulletin(cast.agency, at=timezone.now())
        answer = post(client, cast.leader, "return_bulletin", bulletin.pk, reason="Ngày sai rồi")
        assert answer.status_code == 422
        assert "Ngày sai rồi" in answer.content.decode()

    def test_passes_through_all_hands_on_its_way(self, client: Client, cast: Cast) -> None:
        bulletin = make_bulletin(cast.agency, at=timezone.now(), stations=(make_station(cast.agency),))
        for person, act, data in (
            ("radio_officer", "submit_bulletin", {}),
            ("leader", "return_bulletin", {"reason": "Sai ngày"}),
            ("radio_officer", "submit_bulletin", {}),
            ("radio_officer", "take_back_bulletin", {}),
            ("radio_officer", "submit_bulletin", {}),
            ("leader", "approve_bulletin", {}),
            ("leader", "withdraw_bulletin", {"reason": "Đổi lịch"}),
        ):
            assert post(client, getattr(cast, person), act, bulletin.pk, **data).status_code == 302, act
        text = page(client, cast.verifier, "bulletin", bulletin.pk)
        assert "Đổi lịch" in text
        assert "lấy lại để sửa" in text


class TestItems:
    def test_are_taken_from_stories_that_are_found_accents_aside(self, client: Client, cast: Cast) -> None:
        story = make_story(make_column(make_portal(at=timezone.now())), at=timezone.now(), title="Nộp hồ sơ")
        bulletin = make_bulletin(cast.agency, at=timezone.now())
        assert "Nộp hồ sơ" in page(client, cast.editor, "stories", bulletin.pk, tim="nop ho so")
        assert "Hãy bỏ bớt" in page(client, cast.editor, "stories", bulletin.pk, tim="khác")

        post(client, cast.editor, "stories", bulletin.pk, stories=[story.pk])

        assert bulletin.items.filter(story=story).count() == 1
        assert "đã có trong bản tin" in page(client, cast.editor, "stories", bulletin.pk)

    def test_of_portals_one_does_not_see_are_not_taken(self, client: Client, cast: Cast) -> None:
        other = make_portal(at=timezone.now(), agency=AgencyFactory())
        story = make_story(make_column(other), at=timezone.now(), title="Bài nơi khác")
        bulletin = make_bulletin(cast.agency, at=timezone.now())
        assert "Bài nơi khác" not in page(client, cast.radio_officer, "stories", bulletin.pk)
        post(client, cast.radio_officer, "stories", bulletin.pk, stories=[story.pk])
        assert not bulletin.items.filter(story=story).exists()

    def test_that_somebody_changed_meanwhile_show_both_words(self, client: Client, cast: Cast) -> None:
        item = make_bulletin(cast.agency, at=timezone.now()).items.get()
        data = {"title": "Một", "written": "Lời của tôi.", "version": "0" * 16}
        answer = post(client, cast.editor, "change_item", item.pk, **data)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Lời của tôi." in text
        assert item.written in text


class TestEmergency:
    def test_is_on_the_list_with_one_press(self, client: Client, cast: Cast) -> None:
        make_station()
        data = {
            "key": "1", "agency": cast.agency.pk, "title": "Lũ lên", "written": "Bà con lên chỗ cao.",
            "every_station": "on", "valid_until": "2099-01-01T00:00",
        }  # fmt: skip
        for _ in range(2):
            assert post(client, cast.programme_officer, "emergency", **data).status_code == 302
        sent = Bulletin.objects.get()
        assert sent.state == "approved"
        assert sent.airings.exists()

    def test_asks_once_about_words_it_does_not_know(self, client: Client, cast: Cast) -> None:
        data = {
            "key": "1", "agency": cast.agency.pk, "title": "Lũ lên", "written": "BXYZ báo lũ.",
            "stations": [make_station().pk], "valid_until": "2099-01-01T00:00",
        }  # fmt: skip
        asked = post(client, cast.programme_officer, "emergency", **data)
        assert asked.status_code == 422
        assert "Đọc “BXYZ” như đang viết" in asked.content.decode()
        assert not Bulletin.objects.exists()
        assert post(client, cast.programme_officer, "emergency", **data, accepted=["BXYZ"]).status_code == 302

    def test_keeps_the_words_that_were_accepted_before(self, client: Client, cast: Cast) -> None:
        data = {"key": "1", "agency": cast.agency.pk, "title": "Lũ lên", "written": "BXYZ và CXYZ báo lũ."}
        again = post(client, cast.programme_officer, "emergency", **data, accepted=["BXYZ"]).content.decode()
        assert 'name="accepted" value="BXYZ" checked' in again

    def test_keeps_what_was_typed_where_something_is_missing(self, client: Client, cast: Cast) -> None:
        answer = post(client, cast.editor, "emergency", key="1", title="Lũ lên", written="Bà con lên chỗ cao.")
        text = answer.content.decode()
        assert "Hãy chọn đài" in text
        assert "Bà con lên chỗ cao." in text
