"""The page of the waiting room."""

from datetime import datetime, timedelta

import pytest
from django.test import RequestFactory

from lantoa.apps.contests.door import waiting
from lantoa.apps.contests.door.waiting import Admitted, WaitingRoom
from lantoa.apps.contests.views.waiting_room import COOKIE, waiting_page


class TestPage:
    def test_tells_the_time_comes_back_by_itself_and_keeps_the_place(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        room = WaitingRoom(first_seconds=0.5)
        monkeypatch.setattr(waiting, "ROOM", room)
        while isinstance(room.admit(None, now=now), Admitted):
            pass
        request = RequestFactory().post("/du-thi/tim-hieu/vong/1/bat-dau/")
        page = waiting_page(request, slug="tim-hieu", visitor="A", at=now)
        assert page is not None
        body = page.content.decode()  # type: ignore[attr-defined]
        assert 'content="5;url=/du-thi/tim-hieu/vong/1/bat-dau/"' in body
        assert "5 giây" in " ".join(body.split())
        request.COOKIES[COOKIE] = page.cookies[COOKIE].value
        assert waiting_page(request, slug="tim-hieu", visitor="A", at=now + timedelta(seconds=5)) is None
