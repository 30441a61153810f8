"""The frame of a public page, for every page and for the pages of errors, which no view of ours makes."""

import json
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from lantoa.portal.presenters.meta import PageMeta, page_meta
from lantoa.portal.presenters.parts import Head
from lantoa.portal.presenters.site import NAME, Shell, shell
from lantoa.portal.queries import AskedPortal, asked_portal

register = template.Library()
# What could end the element or begin another, as signs that JSON reads the same.
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _request(context: Context) -> HttpRequest | None:
    return getattr(context, "request", None) or context.get("request")


def _portal(context: Context) -> AskedPortal | None:
    return asked_portal(_request(context))


@register.simple_tag(takes_context=True)
def site_shell(context: Context, section: str = "") -> Shell:
    """Return the header and footer of a page of that section, of the portal that was asked for."""
    request = _request(context)
    return shell(section, _portal(context), path=request.path if request else "")


@register.simple_tag(takes_context=True)
def site_name(context: Context) -> str:
    """Return the name of the portal that was asked for, or of the site."""
    portal = _portal(context)
    return portal.page.title if portal else NAME


@register.simple_tag(takes_context=True)
def site_accent(context: Context) -> str:
    """Return the colours that the page wears."""
    portal = _portal(context)
    return portal.page.accent if portal else "lacquer"


@register.simple_tag(takes_context=True)
def site_meta(context: Context, head: Head) -> PageMeta | None:
    """Return what machines read of the page, None where nobody asked for one."""
    request = _request(context)
    if request is None or not isinstance(head, Head):
        return None
    portal = _portal(context)
    number = request.GET.get("trang", "")
    page = f"?trang={number}" if number.isdecimal() and number != "1" else ""
    root = portal.root if portal and portal.root else f"{request.scheme}://{request.get_host()}"
    return page_meta(head, root=root, path=request.path + page, portal=portal)


@register.filter
def json_ld(entry: dict[str, Any]) -> SafeString:
    """Return the data as a block that browsers never run."""
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
