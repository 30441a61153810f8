"""Small web sites for the tests of the harvest: a home page, a feed, a sitemap, articles; all on one local server."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from lantoa.apps.base.tests.local_server import Answer, Pages

XML = "application/xml; charset=utf-8"
# An article is made of these with places and numbers of its own.
_SENTENCES = (
    "Bộ phận một cửa của xã {place} tiếp nhận {number} hồ sơ trong buổi sáng và trả kết quả trước hạn cho người dân.",
    "Ở thôn {place}, tổ công nghệ số cộng đồng đến từng nhà, giúp {number} hộ nộp hồ sơ trực tuyến và nộp lệ phí.",
    "Ủy ban nhân dân phường {place} đối thoại với {number} doanh nghiệp về thủ tục đất đai và thời gian giải quyết.",
    "Trường học ở {place} bỏ {number} loại giấy tờ khi tuyển sinh, phụ huynh chỉ khai một lần trên trang của trường.",
)
_PLACES = ("Hải An", "Gio Mỹ", "Cam Hiếu", "Triệu Đại", "Vĩnh Tú", "Hướng Tân", "Tà Rụt", "Đông Lễ")


@dataclass(frozen=True, slots=True)
class Story:
    """One article of a local site."""

    number: int
    title: str
    text: str
    day: date | None = date(2023, 5, 10)
    canonical: str | None = None

    @property
    def path(self) -> str:
        return f"/tin-tuc/cai-cach/{self.number:04}-bai-viet-ve-mot-cua-{self.number}.html"


def story(number: int, **changed: object) -> Story:
    """Return an article with words of its own; the same number gives the same article."""
    place = _PLACES[number % len(_PLACES)]
    sentences = [_SENTENCES[(number + step) % 4].format(place=place, number=number * 7 + step) for step in range(4)]
    given = {"title": f"Chuyện cải cách thứ {number} ở {place} được kể lại", "text": "\n".join(sentences)}
    return Story(number, **{**given, **changed})  # type: ignore[arg-type]


def article_page(one: Story, base: str) -> Answer:
    """Return the page of an article with its own validators, which change when the article does."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in one.text.split("\n"))
    day = f'<time datetime="{one.day.isoformat()}">{one.day:%d/%m/%Y}</time>' if one.day else ""
    own = f'<link rel="canonical" href="{one.canonical}">' if one.canonical else ""
    page = (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(one.title)}</title>{own}</head>'
        f'<body><article><h1>{escape(one.title)}</h1>{day}<div class="content">{paragraphs}</div></article></body>'
        "</html>"
    )
    return Answer(page, headers={"ETag": f'"{hashlib.sha256(page.encode()).hexdigest()[:16]}"'})


def listing_page(stories: Sequence[Story], base: str, *, following: str = "") -> Answer:
    """Return a page that lists the articles by their titles."""
    items = "".join(f'<li><h3><a href="{base}{one.path}">{escape(one.title)}</a></h3></li>' for one in stories)
    more = f'<div class="pagination"><a rel="next" href="{following}">Trang sau</a></div>' if following else ""
    return Answer(
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang chủ</title></head>'
        f"<body><main><ul>{items}</ul>{more}</main></body></html>"
    )


def feed(stories: Sequence[Story], base: str) -> Answer:
    """Return an RSS feed of the articles."""
    items = "".join(f"<item><title>{escape(s.title)}</title><link>{base}{s.path}</link></item>" for s in stories)
    xml = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'
    return Answer(xml, headers={"Content-Type": XML})


def sitemap(stories: Sequence[Story], base: str) -> Answer:
    """Return a sitemap of the articles."""
    rows = "".join(f"<url><loc>{base}{one.path}</loc></url>" for one in stories)
    xml = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
    return Answer(xml, headers={"Content-Type": XML})


def site(host: str, port: int, stories: Sequence[Story], *, robots: str = "") -> Pages:
    """Return the pages of a site that lists its articles on the home page alone."""
    base = f"http://{host}:{port}"
    pages: Pages = {f"{host}{one.path}": article_page(one, base) for one in stories}
    pages[f"{host}/"] = listing_page(stories, base)
    if robots:
        pages[f"{host}/robots.txt"] = Answer(robots, headers={"Content-Type": "text/plain"})
    return pages
