"""Where each platform puts its pages: home, lists, articles, print versions, feeds, pictures."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from lantoa.core.viettext import fold

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid")
_PORTLET = "com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_{instance}"


@dataclass(frozen=True, slots=True)
class AddressScheme:
    """Patterns of one platform's addresses.

    Fields of an article's pattern: section, slug, number, instance, and where the scheme is dated year, month, day.
    """

    news: str
    news_page: str
    section: str
    section_page: str
    article: str
    feed: str
    about: str
    pictures: str
    printing: str | None = None
    undated_article: str | None = None  # where the pattern of an article needs a date and there is none
    home_alias: str | None = None

    def list_address(self, section: str | None, page: int, *, section_number: int = 0, instance: str = "") -> str:
        """Return the address of a page of the list of all articles (no section) or of one section."""
        if section is None:
            pattern = self.news if page == 1 else self.news_page
        else:
            pattern = self.section if page == 1 else self.section_page
        return pattern.format(section=section, section_number=section_number, page=page, instance=instance)

    def article_pattern(self, moment: dt.date | None) -> str:
        """Return the pattern for an article of this date."""
        return self.undated_article if moment is None and self.undated_article else self.article


_LIFERAY_PAGE = f"p_p_id={_PORTLET}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&_{_PORTLET}_cur={{page}}"
_LIFERAY = {
    "news": "/web/guest/tin-tuc",
    "news_page": f"/web/guest/tin-tuc?{_LIFERAY_PAGE}",
    "section": "/web/guest/{section}",
    "section_page": f"/web/guest/{{section}}?{_LIFERAY_PAGE}",
    "feed": "/web/guest/tin-tuc/-/asset_publisher/{instance}/rss",
    "about": "/web/guest/gioi-thieu",
    "pictures": "/documents/20182/0/",
    "home_alias": "/web/guest/trang-chu",
}
_WORDPRESS = {
    "news": "/tin-tuc/",
    "news_page": "/tin-tuc/page/{page}/",
    "section": "/category/{section}/",
    "section_page": "/category/{section}/page/{page}/",
    "feed": "/feed/",
    "about": "/gioi-thieu/",
    "pictures": "/wp-content/uploads/2023/04/",
}

SCHEMES: dict[tuple[str, str], AddressScheme] = {
    ("nukeviet", "vi_news"): AddressScheme(
        news="/vi/news/",
        news_page="/vi/news/page-{page}/",
        section="/vi/news/{section}/",
        section_page="/vi/news/{section}/page-{page}/",
        article="/vi/news/{section}/{slug}-{number}.html",
        printing="/vi/news/print/{section}/{slug}-{number}.html",
        feed="/vi/news/rss/",
        about="/vi/about/",
        pictures="/uploads/news/2023_04/",
        home_alias="/vi/",
    ),
    ("nukeviet", "rewritten"): AddressScheme(
        news="/tin-tuc/",
        news_page="/tin-tuc/?page={page}",
        section="/tin-tuc/{section}/",
        section_page="/tin-tuc/{section}/?page={page}",
        article="/tin-tuc/{section}/{slug}-{number}.html",
        printing="/tin-tuc/print/{section}/{slug}-{number}.html",
        feed="/rss/",
        about="/gioi-thieu/",
        pictures="/uploads/tin-tuc/",
    ),
    ("liferay", "details"): AddressScheme(article="/web/guest/{section}/-/details/{number}/{slug}", **_LIFERAY),
    ("liferay", "asset_publisher"): AddressScheme(
        article="/web/guest/{section}/-/asset_publisher/{instance}/content/{slug}", **_LIFERAY
    ),
    ("sharepoint", "pages"): AddressScheme(
        news="/Pages/tin-tuc.aspx",
        news_page="/Pages/tin-tuc.aspx?Page={page}",
        section="/{section}/Pages/default.aspx",
        section_page="/{section}/Pages/default.aspx?Page={page}",
        article="/{section}/Pages/{slug}.aspx",
        feed="/_layouts/15/listfeed.aspx?List=tin-tuc",
        about="/Pages/gioi-thieu.aspx",
        pictures="/PublishingImages/",
        home_alias="/Pages/default.aspx",
    ),
    ("sharepoint", "item_query"): AddressScheme(
        news="/SitePages/danh-sach-tin.aspx",
        news_page="/SitePages/danh-sach-tin.aspx?Page={page}",
        section="/SitePages/danh-sach-tin.aspx?CateID={section_number}",
        section_page="/SitePages/danh-sach-tin.aspx?CateID={section_number}&Page={page}",
        article="/SitePages/chi-tiet-tin.aspx?ItemID={number}&CateID={section_number}",
        feed="/_layouts/listfeed.aspx?List=tin-tuc",
        about="/SitePages/gioi-thieu.aspx",
        pictures="/PublishingImages/",
        home_alias="/SitePages/trang-chu.aspx",
    ),
    ("wordpress", "dated"): AddressScheme(
        article="/{year}/{month}/{day}/{slug}/", undated_article="/{slug}/", **_WORDPRESS
    ),
    ("wordpress", "named"): AddressScheme(article="/{slug}/", **_WORDPRESS),
    ("newspaper", "paper"): AddressScheme(
        news="/tin-moi/",
        news_page="/tin-moi/trang-{page}.html",
        section="/{section}/",
        section_page="/{section}/trang-{page}.html",
        article="/{slug}-{number}.html",
        printing="/print/{number}.html",
        feed="/rss/tin-moi.rss",
        about="/gioi-thieu.html",
        pictures="/dataimages/202304/",
    ),
    ("newspaper", "broadcast"): AddressScheme(
        news="/tin-tuc.html",
        news_page="/tin-tuc.html?trang={page}",
        section="/chuyen-muc/{section}.html",
        section_page="/chuyen-muc/{section}.html?trang={page}",
        article="/{section}/{year}{month}/{slug}-{number}.html",
        undated_article="/{section}/{slug}-{number}.html",
        printing="/in-bai/{number}.html",
        feed="/rss/trang-chu.xml",
        about="/gioi-thieu.html",
        pictures="/upload/images/",
    ),
}


def slugged(text: str, *, limit: int = 90) -> str:
    """Return the words of a title as they stand in addresses, cut at a word where too long.

    >>> slugged("Đông Hà: 118/125 xã, phường có “một cửa”")
    'dong-ha-118-125-xa-phuong-co-mot-cua'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return slug if len(slug) <= limit else slug[: limit + 1].rpartition("-")[0]


def same_page(target: str) -> str:
    """Return one form for addresses that name one page: no tracking marks, parameters in order, no fragment.

    >>> same_page("/a.aspx?Page=2&CateID=1&utm_source=zalo"), same_page("/a/?utm_medium=x")
    ('/a.aspx?CateID=1&Page=2', '/a/')
    """
    parts = urlsplit(target)
    kept = sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name))
    return parts.path + ("?" + urlencode(kept) if kept else "")
