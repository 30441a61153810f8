"""Pages of the back office that Wagtail has no view for: one frame, one way to page and filter."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.admin.ui.components import Component

from lantoa.apps.base.capped import CappedPaginator
from lantoa.core.viettext import format_number

PAGE_SIZE = 50
# A step of the trail above the title: the words, and the address, None for the page itself.
Crumb = tuple[str, str | None]


def office_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    icon: str,
    trail: Sequence[Crumb] = (),
    status: int = 200,
) -> TemplateResponse:
    """Return a page of the back office in Wagtail's frame; `trail` stands between the home page and the title."""
    crumbs: list[dict[str, str | None]] = [{"url": reverse("wagtailadmin_home"), "label": "Trang đầu"}]
    crumbs += [{"url": url, "label": label} for label, url in trail]
    crumbs.append({"url": request.path, "label": title})
    frame = {"header_title": title, "page_title": title, "header_icon": icon, "breadcrumbs_items": crumbs}
    return TemplateResponse(request, template, {**frame, **context}, status=status)


def page_of(rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, *, size: int = PAGE_SIZE) -> Page[Any]:
    """Return the page of rows the address asks for (?p=); the nearest one for a number out of range. Two queries."""
    return Paginator(rows, size).get_page(request.GET.get("p"))


def capped_page_of(rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, *, size: int = PAGE_SIZE) -> Page[Any]:
    """Return the page as `page_of` does, of the first thousand rows: it costs the same however many follow."""
    return CappedPaginator(rows, size).get_page(request.GET.get("p"))


class Panel(Component):  # type: ignore[misc]  # Wagtail has no types
    """A card on the first page of the back office: a few figures in words, and where to go on."""

    template_name = "backoffice/_panel.html"

    def __init__(
        self, title: str, figures: Sequence[tuple[int | str, str]], *, url: str, link: str, order: int = 100
    ) -> None:
        self.order = order
        shown = [(one if isinstance(one, str) else format_number(one), words) for one, words in figures]
        self._context = {"title": title, "figures": shown, "url": url, "link": link}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return self._context
