"""The portal as its readers meet it: which one, its front page, its stories, what is kept from them."""

import gc
import json
import re
from datetime import datetime, timedelta

import pytest
from conftest import Cast
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from lantoa.apps.base.models import PublicChange
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.newsroom.factories import make_column, make_event, make_info, make_portal, make_story
from lantoa.apps.newsroom.models import Accent, ColumnPage, PortalPage, StoryPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(cast: Cast, now: datetime) -> PortalPage:
    return make_portal(
        at=now, agency=cast.agency, title="Cải cách Hải Lăng", tagline="Việc của dân", accent=Accent.TEAL
    )


@pytest.fixture
def column(portal: PortalPage) -> ColumnPage:
    return make_column(portal)


@pytest.fixture
def story(column: ColumnPage, now: datetime) -> StoryPage:
    return make_story(column, at=now, title="Khai sinh qua mạng", for_reader="Bạn không phải đi hai lần.")


def _page(client: Client, address: str, *, status: int = 200, host: str = "testserver") -> str:
    answer = client.get(address, headers={"host": host})
    assert answer.status_code == status, address
    return answer.content.decode()


class TestPortal:
    def test_gives_every_page_its_name_and_colours(self, client: Client, portal: PortalPage) -> None:
        for address in ("/", "/do-bao-phu/", "/gioi-thieu/", "/tai-lieu/", "/tiep-can/"):
            page = _page(client, address)
            assert 'data-accent="teal"' in page, address
            assert "Cải cách Hải Lăng</span>" in page, address

    def test_is_chosen_by_the_host(self, client: Client, cast: Cast, portal: PortalPage, now: datetime) -> None:
        values = {"slug": "xa", "title": "Trang của xã", "hostname": "localhost", "is_default": False}
        make_story(make_column(make_portal(agency=cast.other_agency, at=now, **values)), at=now, title="Tin của xã")
        assert "Tin của xã" in _page(client, "/", host="localhost")
        assert "Tin của xã" not in _page(client, "/")
        assert "Cải cách Hải Lăng" in _page(client, "/", host="127.0.0.1")

    def test_is_not_needed(self, client: Client) -> None:
        page = _page(client, "/")
        assert 'data-accent="lacquer"' in page
        assert "Cải cách hành chính đã lan tỏa đến đâu?" in page
        assert _page(client, "/su-kien/")
        assert _page(client, "/luu-tru/")

    def test_says_whom_to_ask(self, client: Client, portal: PortalPage) -> None:
        portal.contact_email, portal.contact_phone = "toasoan@lantoa.example", "0233 3 852 000"
        portal.save_revision().publish()
        for address in ("/lien-he/", "/khong-co-trang-nay/"):
            page = client.get(address).content.decode()
            assert "mailto:toasoan@lantoa.example" in page
            assert "tel:02333852000" in page

    def test_shows_the_page_of_contact_that_was_written(self, client: Client, portal: PortalPage) -> None:
        make_info(portal)
        assert "Gửi thư cho chúng tôi." in _page(client, "/lien-he/")
        with pytest.raises(ValidationError, match="địa chỉ của một trang có sẵn"):
            make_column(portal, slug="tiep-can")


class TestFrontPage:
    def test_leads_with_the_newest_story(
        self, client: Client, column: ColumnPage, story: StoryPage, now: datetime
    ) -> None:
        make_story(column, at=now - timedelta(days=2), title="Chuyện cũ hơn")
        page = _page(client, "/")
        lead = page[page.index("front-lead__title") :]
        assert lead.index("Khai sinh qua mạng") < lead.index("Chuyện cũ hơn")

    def test_stands_without_stories(self, client: Client, portal: PortalPage) -> None:
        assert "Chuyên trang vừa mở" in _page(client, "/")
        ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=1)
        page = _page(client, "/")
        assert "nội dung phải tuyên truyền" in page
        assert "Chương trình đang thực hiện" in page

    def test_tells_of_events_and_documents(self, client: Client, portal: PortalPage) -> None:
        make_event(portal, starts_at=datetime.fromisoformat("2999-05-12T08:00:00+07:00"))
        page = _page(client, "/")
        assert "Ngày hội chuyển đổi số" in page
        assert "08:00, Chủ nhật 12/05/2999" in page


class TestStory:
    def test_has_all_that_it_says(self, client: Client, column: ColumnPage, now: datetime) -> None:
        theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=1)
        story = make_story(
            column, at=now, title="Khai sinh", byline="An Bình", for_reader="Bạn nhận trong ngày.", themes=[theme]
        )
        make_story(column, at=now, title="Bài gần đó")
        page = _page(client, story.get_url())
        for words in (
            story.lead, "Điều này có nghĩa gì với bạn", "Bạn nhận trong ngày.", "An Bình", "01/06/2023",
            "Cổng Dịch vụ công quốc gia", f'href="/noi-dung/{theme.code.lower()}/"', "Bài gần đó",
            "facebook.com/sharer",
        ):  # fmt: skip
            assert words in page, words
        assert len(re.findall(r"<h1[ >]", page)) == 1

    def test_tells_machines_what_it_is(self, client: Client, portal: PortalPage, column: ColumnPage) -> None:
        story = make_story(column, at=datetime.fromisoformat("2023-06-01T08:00:00+07:00"), title="</script><b>Thử</b>")
        page = _page(client, story.get_url())
        blocks = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
        found = {block["@type"]: block for block in blocks}
        assert found["NewsArticle"]["headline"] == "</script><b>Thử</b>"
        assert found["NewsArticle"]["datePublished"] == "2023-06-01T08:00:00+07:00"
        assert [entry["position"] for entry in found["BreadcrumbList"]["itemListElement"]] == [1, 2, 3]
        assert 'property="og:type" content="article"' in page
        assert '<link rel="canonical" href="http://chuyen-trang.localhost/tin-cai-cach/' in page

    def test_costs_few_queries(self, client: Client, column: ColumnPage, now: datetime) -> None:
        theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=1)
        story = make_story(column, at=now, themes=[theme])
        for _ in range(3):
            make_story(column, at=now, themes=[theme])
        _page(client, story.get_url())
        with CaptureQueriesContext(connection) as asked:
            _page(client, story.get_url())
        assert len(asked) <= 15

    def test_is_previewed_as_it_will_be(self, column: ColumnPage) -> None:
        draft = make_story(column, live=False, title="Bản nháp")
        answer = draft.make_preview_request(preview_mode=draft.default_preview_mode)
        assert "Bản nháp" in answer.rendered_content if hasattr(answer, "rendered_content") else answer.content.decode()

    # Wagtail leaves the temporary files of the sizes it makes to the garbage collector.
    @pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
    def test_shows_its_picture_with_words(self, client: Client, column: ColumnPage, now: datetime) -> None:
        image = get_image_model().objects.create(title="Một cửa", file=get_test_image_file(size=(1600, 1000)))
        story = make_story(column, at=now, picture=image, picture_alt="Ba người chờ ở bộ phận một cửa")
        page = _page(client, story.get_url())
        assert 'alt="Ba người chờ ở bộ phận một cửa"' in page
        address = re.findall(r'<img src="([^"]+)"', page)[0]
        answer = client.get(address)
        answer.close()
        gc.collect()
        assert answer.headers["Content-Type"] == "image/webp"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


class TestPictures:
    @pytest.mark.parametrize("name", ["khong-co.webp", "../db.sqlite3", "a.svg", "a.html"])
    def test_are_the_only_files_served(self, client: Client, name: str) -> None:
        assert client.get(f"/media/images/{name}").status_code in {400, 404}

    def test_are_all_that_the_folder_gives(self, client: Client) -> None:
        get_image_model()._meta.get_field("file").storage.save("images/loi.html", ContentFile(b"<script>"))
        assert client.get("/media/images/loi.html").status_code == 404
        assert client.get("/media/documents/a.pdf").status_code == 404


class TestKeptBack:
    def test_drafts_are_not_there(self, client: Client, column: ColumnPage) -> None:
        draft = make_story(column, live=False, title="Chưa đăng")
        assert "Không có trang này" in _page(client, draft.get_url(), status=404)

    def test_what_was_taken_down_is_gone(self, client: Client, story: StoryPage) -> None:
        address = story.get_url()
        story.unpublish()
        assert "Trang này đã được gỡ" in _page(client, address, status=410)

    def test_private_pages_are_in_no_list(self, client: Client, column: ColumnPage, now: datetime) -> None:
        story = make_story(column, at=now, title="Chuyện riêng của tòa soạn")
        event = make_event(column.portal(), starts_at=now, title="Họp riêng")
        PublicChange.objects.all().delete()
        for page in (column, event):
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert "pages" in set(PublicChange.objects.values_list("subject", flat=True))
        _page(client, story.get_url(), status=404)
        for address in ("/", "/su-kien/", "/luu-tru/", "/tin-moi/rss/", "/tin-moi/json/", "/sitemap.xml"):
            page = _page(client, address)
            assert "riêng" not in page, address
            assert "/tin-cai-cach/" not in page, address

    def test_stories_of_another_portal_are_not_served_here(
        self, client: Client, cast: Cast, portal: PortalPage, now: datetime
    ) -> None:
        other = make_portal(agency=cast.other_agency, at=now, slug="khac", hostname="khac.localhost", is_default=False)
        story = make_story(make_column(other, slug="chuyen-khac"), at=now)
        _page(client, "/" + story.url_path.removeprefix(other.url_path), status=404)
