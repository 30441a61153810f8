"""From where an act came: the address of a request, a command, the worker."""

from datetime import datetime

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from lantoa.apps.base import origin
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.origin import acting_from, current_origin, origin_middleware, request_address, set_process_origin


class TestCurrentOrigin:
    def test_is_what_the_innermost_block_says_and_else_the_process(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(origin, "_process", "")
        assert current_origin() == ""
        set_process_origin("lệnh demo")
        with acting_from("192.0.2.1"):
            with acting_from("worker"):
                assert current_origin() == "worker"
            assert current_origin() == "192.0.2.1"
        assert current_origin() == "lệnh demo"


class TestRequestAddress:
    def test_is_the_peer_whatever_a_header_says(self, rf: RequestFactory) -> None:
        request = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "198.51.100.9"})
        assert request_address(request) == "192.0.2.7"

    @pytest.mark.parametrize(
        ("header", "address"),
        [
            ("203.0.113.5", "203.0.113.5"),
            ("10.0.0.1, 198.51.100.9 ,203.0.113.5", "203.0.113.5"),
            ("198.51.100.9, khong-phai", "192.0.2.7"),
            ("", "192.0.2.7"),
            ("2001:DB8::0001", "2001:db8::1"),
        ],
    )
    def test_is_what_our_own_proxy_wrote_last(
        self, rf: RequestFactory, settings: Settings, header: str, address: str
    ) -> None:
        settings.BEHIND_PROXY = True
        request = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": header})
        assert request_address(request) == address

    def test_is_empty_where_there_is_none(self, rf: RequestFactory) -> None:
        assert request_address(rf.get("/", REMOTE_ADDR="")) == ""


@pytest.mark.django_db
class TestMiddleware:
    def test_puts_the_address_into_every_act_of_the_request(self, rf: RequestFactory, now: datetime) -> None:
        subject = get_user_model().objects.create_user("doi.tuong")
        origins = []

        def view(request: HttpRequest) -> HttpResponse:
            origins.append(record_act("base.act", subject=subject, by=None, at=now).origin)
            return HttpResponse()

        origin_middleware(view)(rf.get("/", REMOTE_ADDR="192.0.2.7"))
        assert origins == ["192.0.2.7"]
        assert current_origin() != "192.0.2.7"
