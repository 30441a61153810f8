"""Letters lead to the portal, whatever the request says it asked."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings
from wagtail.models import Site

from lantoa.apps.base.own_address import own_address


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.WAGTAILADMIN_BASE_URL = "https://lantoa.example"
    Site.objects.filter(is_default_site=True).update(hostname="cong.example", port=443)
    Site.clear_site_root_paths_cache()


@pytest.mark.django_db
class TestOwnAddress:
    @pytest.mark.parametrize(
        ("host", "address"),
        [
            ("cong.example", "https://cong.example"),
            ("cong.example:1337", "https://cong.example"),
            ("ke-xau.example", "https://lantoa.example"),
            ("localhost:8000", "https://localhost:8000"),
            ("xa.localhost:8000", "https://xa.localhost:8000"),
            ("[::1]:8000", "https://[::1]:8000"),
        ],
    )
    def test_is_the_portals_own(self, host: str, address: str) -> None:
        request = RequestFactory().get("/", headers={"host": host}, secure=True)
        assert own_address(request) == address
