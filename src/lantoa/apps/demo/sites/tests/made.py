"""Articles and sites made for these tests, so that they do not lean on the demonstration's own texts."""

import html
import re

from lantoa.apps.demo.sites import DemoArticle, Site, load_sites
from lantoa.apps.demo.sites.articles import parse_article
from lantoa.apps.demo.sites.virtual_site import VirtualSite

ARTICLE = """+++
agency = "{agency}"
title = "Bài thứ {number} về một cửa & \\"một giờ\\""
published_at = "2023-05-{number:02}T14:05"
author = "Ban Biên tập"
section = "{section}"
lead = "Sapo của bài {number}."
themes = ["T5"]
kind = "original"
+++
Đoạn mở đầu của bài {number}, có <dấu> lạ.

## Việc đã làm

Ba việc trong tháng:
- Việc một của bài {number};
- Việc hai.

Đoạn kết của bài {number}.
"""
DECLARED = load_sites()
SERVED = [site for site in DECLARED if site.served]


def made_articles(agency: str, count: int = 12) -> list[DemoArticle]:
    """Return articles of May 2023 in two sections, the newest last."""
    return [
        parse_article(
            f"t/{agency}-{number:02}",
            ARTICLE.format(agency=agency, number=number, section="Cải cách hành chính" if number % 3 else "Đời sống"),
        )
        for number in range(1, count + 1)
    ]


def made_site(site: Site, *articles: DemoArticle) -> VirtualSite:
    return VirtualSite(site, articles or made_articles(site.agency), f"http://{site.host}:8000")


def with_fault(kind: str) -> Site:
    return next(site for site in SERVED if site.fault(kind))


def page(virtual: VirtualSite, target: str) -> str:
    reply = virtual.reply(target)
    assert reply.status == 200, f"{virtual.site.slug}{target}"
    return reply.body.decode()


def words(markup: str) -> str:
    """Return the words a reader sees, in one line."""
    plain = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(plain).replace("\N{ZERO WIDTH SPACE}", "").split())


def links(markup: str) -> list[str]:
    return [html.unescape(href) for href in re.findall(r'<a\b[^>]*\bhref="(/[^"]*)"', markup)]


def crawl(virtual: VirtualSite) -> set[str]:
    """Return every address that links lead to, from the first page on."""
    seen, waiting = set[str](), ["/"]
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        seen.add(target)
        reply = virtual.reply(target)
        if reply.status == 200 and reply.content_type.startswith("text/html; charset=utf-8") and not reply.filler_bytes:
            waiting += links(reply.body.decode())
    return seen
