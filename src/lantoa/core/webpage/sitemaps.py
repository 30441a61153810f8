"""Sitemaps: the pages of a site and, in a sitemap index, its further sitemaps."""

import re
import zlib
from dataclasses import dataclass

from lxml import etree

from lantoa.core.viettext import to_nfc

from .addresses import absolute_url
from .dates import ImpossibleDate, read_stamp
from .links import Link
from .tree import squeeze

MAX_SITEMAP_BYTES = 52_428_800
"""After unpacking: the limit of the sitemap protocol (sitemaps.org), 50 MB."""
MAX_SITEMAP_LINKS = 50_000
"""The limit of the sitemap protocol for one file."""
MAX_SITEMAPS = 5_000

_ENTITY = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)


class UnreadableSitemap(ValueError):
    """The data is no sitemap; the message says in Vietnamese what to do."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`links` are pages, with title and date only where a news sitemap states them; `sitemaps` are further ones."""

    links: tuple[Link, ...]
    sitemaps: tuple[str, ...]


def read_sitemap(data: bytes, *, url: str) -> Sitemap:
    """The pages and further sitemaps of an XML, gzip or plain-text sitemap, in its order, each once.

    `published_at` comes from the news extension only: `lastmod` is the date of a change, not of publication. Damaged
    XML is read as far as it goes. Raises UnreadableSitemap for what is no sitemap, too large, or defines XML entities.
    """
    plain = _unpacked(data)
    if _ENTITY.search(plain[:100_000].replace(b"\x00", b"")):
        raise UnreadableSitemap("Sơ đồ trang khai báo thực thể XML, có thể gây hại nên không đọc.")
    if not plain.strip():
        raise UnreadableSitemap("Sơ đồ trang trống; hãy kiểm tra lại địa chỉ.")
    if b"<" not in plain[:500]:
        return _plain_list(plain, url)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False, dtd_validation=False
    )
    try:
        root = etree.fromstring(plain, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSitemap("Sơ đồ trang hỏng, không đọc được; hãy kiểm tra lại địa chỉ.") from error
    if root is None or _name(root) not in {"urlset", "sitemapindex"}:
        raise UnreadableSitemap("Dữ liệu không phải là sơ đồ trang (sitemap); hãy kiểm tra lại địa chỉ.")
    links: dict[str, Link] = {}
    sitemaps: dict[str, None] = {}
    for item in root:
        name = _name(item)
        if name not in {"url", "sitemap"}:
            continue
        address = absolute_url(_child(item, "loc"), url)
        if address and name == "sitemap" and len(sitemaps) < MAX_SITEMAPS:
            sitemaps.setdefault(address)
        elif address and name == "url" and len(links) < MAX_SITEMAP_LINKS:
            links.setdefault(
                address,
                Link(address, squeeze(to_nfc(_child(item, "title"))), _published(_child(item, "publication_date"))),
            )
    return Sitemap(tuple(links.values()), tuple(sitemaps))


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        if len(data) > MAX_SITEMAP_BYTES:
            raise UnreadableSitemap("Sơ đồ trang lớn hơn 50 MB nên không đọc.")
        return data
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(data, MAX_SITEMAP_BYTES)
    except zlib.error as error:
        raise UnreadableSitemap("Sơ đồ trang nén bị hỏng, không giải nén được.") from error
    if unpacker.unconsumed_tail:
        raise UnreadableSitemap("Sơ đồ trang lớn hơn 50 MB sau khi giải nén nên không đọc.")
    return plain


def _plain_list(plain: bytes, url: str) -> Sitemap:
    links: dict[str, Link] = {}
    for line in plain.decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:MAX_SITEMAP_LINKS]:
        if line.strip().lower().startswith(("http://", "https://")) and (address := absolute_url(line, url)):
            links.setdefault(address, Link(address, "", None))
    if not links:
        raise UnreadableSitemap("Dữ liệu không phải là sơ đồ trang (sitemap); hãy kiểm tra lại địa chỉ.")
    return Sitemap(tuple(links.values()), ())


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _child(item: etree._Element, name: str) -> str:
    return next((squeeze(inner.text or "") for inner in item.iter() if _name(inner) == name), "")


def _published(raw: str) -> str | None:
    try:
        stamp = read_stamp(raw) if raw else None
    except ImpossibleDate:
        return None
    return stamp.iso if stamp else None
