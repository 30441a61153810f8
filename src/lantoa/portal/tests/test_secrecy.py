"""The stranger: whoever opens a public page sees nothing that is the staff's."""

import pytest
from django.test import Client

from lantoa.apps.accounts.models import User
from lantoa.apps.coverage.models import ThemeMatch
from lantoa.apps.directives.models import Programme
from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import AT, ArticleFactory, MatchFactory, ProgrammeFactory, ThemeFactory


def _public_addresses(province: Province) -> list[str]:
    article = province.article
    return [
        "/",
        f"/van-ban/{province.programme.directive.pk}/",
        "/noi-dung/t1/",
        "/noi-dung/t2/",
        "/do-bao-phu/",
        "/do-bao-phu/so-lieu.csv",
        "/do-bao-phu/bao-tinh/t1/",
        "/do-bao-phu/bao-tinh/t2/",
        "/co-quan/bao-tinh/",
        "/co-quan/so-khong-doc/",
        f"/bai/{article.pk}/",
        f"/minh-chung/{article.evidence.pk}/",
        "/chi-so/",
        "/chi-so/nguon/",
        "/gioi-thieu/",
        "/thanh-phan/",
        "/robots.txt",
    ]


def _everything(client: Client, province: Province) -> str:
    pages = []
    for address in _public_addresses(province):
        response = client.get(address)
        assert response.status_code == 200, address
        pages.append(response.content.decode())
    return "\n".join(pages)


class TestPublicPages:
    def test_name_no_user(self, client: Client, province: Province) -> None:
        person = User.objects.create_user("can.bo.mat", last_name="Trần Văn", first_name="Kín")
        Programme.objects.update(confirmed_by=person)
        ThemeMatch.objects.update(decision="confirmed", decided_by=person, decided_at=AT)
        everything = _everything(client, province)
        assert "can.bo.mat" not in everything
        assert "Trần Văn Kín" not in everything

    def test_show_no_rejected_match(self, client: Client, province: Province) -> None:
        refused = ArticleFactory(source=province.source, title="Bài bị loại khỏi danh sách")
        MatchFactory(article=refused, theme=province.first, phrases=["cụm từ bị loại"], rejected=True)
        MatchFactory(article=province.article, theme=province.second, phrases=["cụm từ bị loại"], rejected=True)
        everything = _everything(client, province)
        assert "Bài bị loại khỏi danh sách" not in everything
        assert "cụm từ bị loại" not in everything
        assert 'href="/noi-dung/t2/"' not in client.get(f"/bai/{province.article.pk}/").content.decode()

    def test_show_no_draft(self, client: Client, province: Province) -> None:
        draft = ProgrammeFactory(draft=True, year=2025, directive__number="999")
        theme = ThemeFactory(programme=draft, position=7, title="Nội dung còn nháp")
        MatchFactory(article=province.article, theme=theme)
        everything = _everything(client, province)
        assert "Nội dung còn nháp" not in everything
        assert "999/STTTT" not in everything
        assert "T7</a>" not in client.get("/").content.decode()

    def test_tell_no_reason_from_inside(self, client: Client, province: Province) -> None:
        assert "Trang không trả lời" not in _everything(client, province)

    def test_set_no_cookie_and_may_be_cached(self, client: Client, province: Province) -> None:
        for address in _public_addresses(province):
            response = client.get(address)
            assert not response.cookies, address
            assert "Cookie" not in response.headers.get("Vary", ""), address
            kept = response.headers["Cache-Control"]
            assert kept in {"public, max-age=60", "public, max-age=0, must-revalidate"}, address

    def test_only_read(self, client: Client, province: Province) -> None:
        for address in _public_addresses(province):
            assert client.post(address).status_code == 405, address

    def test_need_no_script(self, client: Client, province: Province) -> None:
        everything = _everything(client, province)
        # The one script keeps pages for a bad line. Data for search engines is no script: browsers never run it.
        ours = '<script src="/static/lantoa/js/keep_pages.js" defer></script>'
        assert "<script" not in everything.replace(ours, "").replace('<script type="application/ld+json">', "")
        assert "style=" not in everything

    @pytest.mark.parametrize("address", ["/khong-co-trang-nay/", "/bai/chu/", "/noi-dung/t77/"])
    def test_answer_in_vietnamese_when_nothing_is_there(self, client: Client, province: Province, address: str) -> None:
        response = client.get(address)
        page = response.content.decode()
        assert response.status_code == 404
        assert "Không có trang này" in page
        assert "Bạn có thể làm gì" in page
        assert 'href="/do-bao-phu/"' in page
        assert "Resolver404" not in page
