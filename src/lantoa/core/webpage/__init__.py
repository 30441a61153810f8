"""Web pages, feeds and sitemaps of Vietnamese government and newspaper sites, read into articles and links."""

from .addresses import clean_url, host_of, registrable_host
from .adverts import advert_words, is_advert_address
from .articles import Article, extract_article
from .decoding import MAX_PAGE_BYTES, UnreadablePage
from .feeds import UnreadableFeed, find_feeds, read_feed
from .links import Link, discover_links, next_page_url
from .listings import listing_urls
from .platforms import detect_platform
from .refusals import ListingPage, NotAnArticle
from .sitemaps import Sitemap, UnreadableSitemap, read_sitemap

__all__ = [
    "MAX_PAGE_BYTES",
    "Article",
    "Link",
    "ListingPage",
    "NotAnArticle",
    "Sitemap",
    "UnreadableFeed",
    "UnreadablePage",
    "UnreadableSitemap",
    "advert_words",
    "clean_url",
    "detect_platform",
    "discover_links",
    "extract_article",
    "find_feeds",
    "host_of",
    "is_advert_address",
    "listing_urls",
    "next_page_url",
    "read_feed",
    "read_sitemap",
    "registrable_host",
]
