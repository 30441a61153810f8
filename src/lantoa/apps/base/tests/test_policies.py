import pytest
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from lantoa.apps.base.policies import policy_for, policy_middleware


def _policy(client: Client, address: str) -> dict[str, str]:
    answer = client.get(address)
    parts = (part.partition(" ") for part in answer.headers["Content-Security-Policy"].split("; "))
    return {name: sources for name, _space, sources in parts}


@pytest.mark.django_db
class TestPolicy:
    @pytest.mark.parametrize("address", ["/", "/do-bao-phu/", "/gioi-thieu/", "/khong-co-trang-nay/", "/robots.txt"])
    def test_of_public_pages_allows_what_the_site_serves_and_nothing_inline(self, client: Client, address: str) -> None:
        policy = _policy(client, address)
        assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        own = ("script-src", "style-src", "img-src", "font-src", "form-action")
        assert {policy[name] for name in own} == {"'self'"}
        assert "unsafe" not in str(policy)
        assert "data:" not in str(policy)

    def test_of_the_back_office_allows_what_its_editor_needs(self, client: Client) -> None:
        policy = _policy(client, "/quan-tri/")
        assert "'unsafe-inline'" in policy["script-src"]
        assert policy["frame-ancestors"] == "'self'"
        assert "unsafe-eval" not in str(policy)

    def test_of_signing_in_allows_the_picture_of_the_second_factor(self, client: Client) -> None:
        policy = _policy(client, "/tai-khoan/dang-nhap/")
        assert policy["img-src"] == "'self' data:"
        assert policy["form-action"] == "'self'"
        assert "unsafe" not in str(policy)

    def test_lets_a_form_lead_to_the_provider_of_identities(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settings, "OIDC_URL", "https://danh-tinh.example")
        assert "https:" in policy_for("/tai-khoan/dang-nhap/")["form-action"]
        assert "https:" not in policy_for("/")["form-action"]

    def test_of_the_editor_s_preview_lets_the_editor_frame_it(self) -> None:
        def preview(request: HttpRequest) -> HttpResponse:
            return HttpResponse(headers={"Content-Security-Policy": "frame-ancestors 'none'"})

        request = RequestFactory().get("/quan-tri/pages/1/edit/preview/")
        answer = CSPMiddleware(policy_middleware(preview))(request)
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]

    def test_of_a_public_page_may_be_narrower_by_its_view(self) -> None:
        def narrow(request: HttpRequest) -> HttpResponse:
            return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})

        answer = CSPMiddleware(policy_middleware(narrow))(RequestFactory().get("/nhan-viec/abc/"))
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_comes_with_the_other_headers_that_narrow_a_page(self, client: Client) -> None:
        headers = client.get("/gioi-thieu/").headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
