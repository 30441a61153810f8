"""The script editor: what it shows, who may decide, what is remembered, what is kept when it cannot be stored."""

from datetime import datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from conftest import Cast
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Membership
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.models import Bulletin, Item, ReadingDecision
from lantoa.apps.broadcasts.queries.scripts import reading_day, script_of

pytestmark = pytest.mark.django_db

WRITTEN = "Ngày 04/3, XYZQ họp 1.004 người (mẫu số 2). XYZQ mời bà con."


@pytest.fixture
def bulletin(cast: Cast, now: datetime) -> Bulletin:
    return make_bulletin(cast.agency, at=now, written=WRITTEN, stations=(make_station(cast.agency),))


@pytest.fixture
def item(bulletin: Bulletin) -> Item:
    return bulletin.items.get()


def _open(user: User, bulletin: Bulletin) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("broadcasts:script", args=[bulletin.pk])).content.decode()


def _post(user: User, bulletin: Bulletin, **data: Any) -> HttpResponse:
    client = Client()
    client.force_login(user)
    return client.post(reverse("broadcasts:script", args=[bulletin.pk]), data)  # type: ignore[return-value]


def _said(bulletin: Bulletin) -> str:
    bulletin.refresh_from_db()
    return script_of(bulletin, on=reading_day(bulletin)).text


class TestEditor:
    def test_shows_both_sides_with_every_change_and_what_is_unknown(self, cast: Cast, bulletin: Bulletin) -> None:
        page = _open(cast.editor, bulletin)
        assert "Lời viết" in page and "Lời đọc" in page
        assert "một nghìn không trăm linh bốn" in page and "ngày, tháng, năm" in page
        assert "Chưa biết cách đọc: 1 từ" in page and "có ở 2 chỗ" in page
        assert "Ngoặc không nghe thấy được" in page
        assert "Ghi nhớ cho mọi bản tin trong tỉnh" in page

    def test_warns_past_the_slot(self, cast: Cast, bulletin: Bulletin, item: Item) -> None:
        Item.objects.filter(pk=item.pk).update(written="Mời bà con đến họp đông đủ ở nhà văn hóa thôn. " * 290)
        page = _open(cast.editor, bulletin)
        assert "dài hơn khung 15 phút (05:00, 17:00)" in page

    def test_remembers_how_an_unknown_word_is_read(self, cast: Cast, bulletin: Bulletin) -> None:
        data = {"act": "unknown", "scope": "agency", "written-0": "XYZQ", "spoken-0": "ban quản lý"}
        assert _post(cast.editor, bulletin, **data).status_code == 302
        decision = ReadingDecision.objects.get()
        assert (decision.agency, decision.spoken, decision.decided_by) == (cast.agency, "ban quản lý", cast.editor)
        assert _said(bulletin).count("ban quản lý") == 2

    def test_keeps_what_was_typed_with_figures_in_it(self, cast: Cast, bulletin: Bulletin) -> None:
        data = {"act": "unknown", "scope": "agency", "written-0": "XYZQ", "spoken-0": "ban số 4"}
        answer = _post(cast.editor, bulletin, **data)
        assert answer.status_code == 422 and 'value="ban số 4"' in answer.content.decode()
        assert not ReadingDecision.objects.exists()

    def test_says_other_words_at_one_place_takes_it_back_and_restores_it(
        self, cast: Cast, bulletin: Bulletin, item: Item
    ) -> None:
        place = {"piece": item.pk, "start": WRITTEN.index("1.004"), "written": "1.004"}
        assert _post(cast.editor, bulletin, act="here", spoken="hơn một nghìn", **place).status_code == 302
        assert "họp hơn một nghìn người" in _said(bulletin)
        assert "sửa riêng ở chỗ này" in _open(cast.editor, bulletin)
        _post(cast.editor, bulletin, act="keep", spoken="", **place)
        assert "họp 1.004 người" in _said(bulletin)
        page = _open(cast.editor, bulletin)
        assert "giữ như viết" in page and "Quy tắc đọc là: một nghìn không trăm linh bốn" in page
        _post(cast.editor, bulletin, act="restore", **place)
        item.refresh_from_db()
        assert "một nghìn không trăm linh bốn" in _said(bulletin) and item.places == []

    def test_decides_from_a_place_for_every_bulletin(self, cast: Cast, bulletin: Bulletin, item: Item) -> None:
        place = {"piece": item.pk, "start": WRITTEN.index("04/3"), "written": "04/3"}
        _post(cast.editor, bulletin, act="province", spoken="mùng bốn tháng ba", **place)
        assert ReadingDecision.objects.get(agency=None).written == "04/3"
        assert "theo quyết định của người biên tập" in _open(cast.editor, bulletin)

    def test_says_when_the_place_is_gone(self, cast: Cast, bulletin: Bulletin, item: Item) -> None:
        answer = _post(cast.editor, bulletin, piece=item.pk, start=3, written="không có", act="here", spoken="lời khác")
        assert answer.status_code == 422

    def test_edits_the_written_words_and_keeps_the_places(self, cast: Cast, bulletin: Bulletin, item: Item) -> None:
        place = {"piece": item.pk, "start": WRITTEN.rindex("XYZQ"), "written": "XYZQ"}
        _post(cast.editor, bulletin, act="here", spoken="ban quản lý", **place)
        answer = _post(cast.editor, bulletin, act="write", piece=item.pk, written="Thưa bà con! " + WRITTEN)
        assert answer.status_code == 302
        assert _said(bulletin).endswith("ban quản lý mời bà con.")
        _post(cast.editor, bulletin, act="write", piece=item.pk, written="Không còn chỗ ấy.")
        assert "không còn tác dụng" in _open(cast.editor, bulletin)

    def test_keeps_typed_words_that_somebody_else_overtook(self, cast: Cast, bulletin: Bulletin, item: Item) -> None:
        data = {"piece": item.pk, "version": "0" * 16, "written": "Lời tôi vừa gõ."}
        answer = _post(cast.editor, bulletin, act="write", **data)
        assert answer.status_code == 422 and "Lời tôi vừa gõ." in answer.content.decode()
        item.refresh_from_db()
        assert item.written == WRITTEN

    def test_edits_greeting_and_sign_off(self, cast: Cast, bulletin: Bulletin) -> None:
        _post(cast.editor, bulletin, act="write", piece="greeting", written="Chào bà con.")
        assert _said(bulletin).startswith("Chào bà con.")

    def test_lets_a_radio_officer_decide_for_the_own_agency_only(
        self, cast: Cast, bulletin: Bulletin, item: Item, now: datetime
    ) -> None:
        Membership.objects.update_or_create(user=cast.radio_officer, defaults={"agency": cast.agency})
        place = {"piece": item.pk, "start": WRITTEN.index("XYZQ"), "written": "XYZQ", "spoken": "ban quản lý"}
        _post(cast.radio_officer, bulletin, act="province", **place)
        assert not ReadingDecision.objects.exists()
        assert _post(cast.radio_officer, bulletin, act="agency", **place).status_code == 302
        assert "mọi bản tin trong tỉnh" not in _open(cast.radio_officer, bulletin)

    def test_shows_the_approved_script_and_what_differs_now(self, cast: Cast, now: datetime) -> None:
        approved = make_bulletin(cast.agency, at=now, approved=True, written="Lời khác hẳn.")
        page = _open(cast.editor, approved)
        assert "Lời đọc đã duyệt" in page and "trong ba ngày làm việc" in page
        assert "Nếu soạn lại bây giờ" in page and "Lời khác hẳn." in page
        assert "<textarea" not in page
        answer = _post(cast.editor, approved, act="write", piece=approved.items.get().pk, written="Khác nữa.")
        assert answer.status_code == 422 and approved.items.get().written == "Lời khác hẳn."

    def test_is_not_there_for_an_officer_of_another_agency(self, cast: Cast, bulletin: Bulletin) -> None:
        Membership.objects.update_or_create(user=cast.radio_officer, defaults={"agency": cast.other_agency})
        client = Client()
        client.force_login(cast.radio_officer)
        assert client.get(reverse("broadcasts:script", args=[bulletin.pk])).status_code == 404

    def test_costs_no_more_queries_for_more_items(
        self, cast: Cast, bulletin: Bulletin, django_assert_max_num_queries: Any
    ) -> None:
        for place in range(2, 22):
            Item.objects.create(bulletin=bulletin, position=place, title="Mục", written=WRITTEN)
        client = Client()
        client.force_login(cast.editor)
        client.get(reverse("broadcasts:script", args=[bulletin.pk]))
        with django_assert_max_num_queries(30):
            client.get(reverse("broadcasts:script", args=[bulletin.pk]))


class TestSheet:
    def test_has_numbered_pieces_with_pauses(self, cast: Cast, bulletin: Bulletin) -> None:
        client = Client()
        client.force_login(cast.leader)
        page = client.get(reverse("broadcasts:script_sheet", args=[bulletin.pk])).content.decode()
        assert "1. Lời chào" in page and "Kính thưa bà con. //" in page and "chưa duyệt" in page

    def test_comes_as_text_and_as_a_word_file(self, cast: Cast, bulletin: Bulletin) -> None:
        client = Client()
        client.force_login(cast.leader)
        text = client.get(reverse("broadcasts:script_file", args=[bulletin.pk, "txt"])).content.decode()
        assert "[2] Trả kết quả đúng hẹn" in text and " /" in text
        answer = client.get(reverse("broadcasts:script_file", args=[bulletin.pk, "docx"]))
        package = docx.Document(BytesIO(answer.content))
        assert package.styles["Normal"].font.size.pt == 20
        assert any("linh bốn" in paragraph.text for paragraph in package.paragraphs)
        assert "chua-duyet" in answer["Content-Disposition"]
