"""The register of figures: the list, making one, and the page of one with where it stands."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.newsroom.actions.figures import (
    CannotChangeFigure,
    change_figure,
    freeze_figure,
    make_figure,
    remove_figure,
    unfreeze_figure,
)
from lantoa.apps.newsroom.figures import FigureSource, figure_sources
from lantoa.apps.newsroom.forms.figures import FigureFilterForm, FigureForm
from lantoa.apps.newsroom.models import PortalPage, StoryFigure
from lantoa.apps.newsroom.presenters.figures import kind_words, source_words
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.newsroom.queries.figures import (
    drawn,
    figure_portals,
    figures_seen_by,
    may_make_figures,
    pages_with,
)

ICON = "table"
TITLE = "Số liệu cho bài"
_NEW = "Lập số liệu"
_TYPED = "tu-nhap"


def _trail() -> list[Crumb]:
    return [(TITLE, reverse("newsroom:figures"))]


@open_to(STAFF)
def figures(request: HttpRequest) -> HttpResponseBase:
    """Show the figures of the portals that the user may look into."""
    form = FigureFilterForm(request.GET, portals=list(portals_seen_by(request.user)))
    page = page_of(form.narrowed(figures_seen_by(request.user)), request)
    rows = [(figure, kind_words(figure), source_words(figure)) for figure in page]
    context = {"form": form, "page": page, "rows": rows, "may_make": bool(figure_portals(request.user))}
    return office_page(request, "newsroom/figures.html", context, title=TITLE, icon=ICON)


@open_to(STAFF)
def new_figure(request: HttpRequest) -> HttpResponseBase:
    """Choose the portal and the kind of figure."""
    context = {"sources": figure_sources().values(), "portals": figure_portals(request.user), "typed": _TYPED}
    return office_page(request, "newsroom/figure_kinds.html", context, title=_NEW, icon=ICON, trail=_trail())


@require_http_methods(["GET", "POST"])
@open_to(STAFF)
def new_figure_of(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Choose the values of a figure of one portal; look at it before it is stored."""
    portal = get_object_or_404(PortalPage, pk=pk)
    may_make = may_make_figures(request.user, portal)
    if request.method == "POST" and not may_make:
        raise PermissionDenied("Bạn chưa được giao viết bài ở chuyên trang này.")
    if not may_make:
        get_object_or_404(portals_seen_by(request.user), pk=pk)
    asked = request.POST.get("source", request.GET.get("nguon", ""))
    source = figure_sources().get(asked)
    form = FigureForm(request.POST or None, source=source)
    context: dict[str, Any] = {"form": form, "asked": asked, "portal": portal, "may_make": may_make}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "save":
            return _stored(request, portal, source, form)
        context["preview"] = _preview(form, source)
    status = 422 if form.is_bound and form.errors else 200
    title = source.label if source else "Tự nhập số liệu"
    trail = [*_trail(), (_NEW, reverse("newsroom:new-figure"))]
    return office_page(request, "newsroom/new_figure.html", context, title=title, icon=ICON, trail=trail, status=status)


def _stored(
    request: HttpRequest, portal: PortalPage, source: FigureSource | None, form: FigureForm
) -> HttpResponseBase:
    figure = make_figure(
        portal=portal,
        source=source.key if source else "",
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        **form.values(),
    )
    messages.success(request, f"Đã lập số liệu “{figure.title}”. Trong bài, chọn khối “Số liệu” để đưa vào.")
    return redirect("newsroom:figure", figure.pk)


def _preview(form: FigureForm, source: FigureSource | None) -> Any:
    """Return what the form's figure would show now; nothing is stored."""
    return drawn(StoryFigure(source=source.key if source else "", **form.values()), at=timezone.now())


@require_http_methods(["GET", "POST"])
@open_to(STAFF)
def figure(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one figure and where it stands; whoever works on its portal changes, freezes or removes it here."""
    found = get_object_or_404(StoryFigure.objects.select_related("portal__agency"), pk=pk)
    may_change = may_make_figures(request.user, found.portal)
    if request.method == "POST" and not may_change:
        raise PermissionDenied("Chỉ người làm chuyên trang này mới sửa được số liệu của nó.")
    if not may_change and not figures_seen_by(request.user).filter(pk=pk).exists():
        get_object_or_404(StoryFigure, pk=None)
    source = figure_sources().get(found.source)
    form = FigureForm(request.POST if request.POST.get("act") == "change" else None, source=source, figure=found)
    if request.method == "POST" and not (form.is_bound and not form.is_valid()):
        return _acted(request, found, form)
    context = {
        "figure": found,
        "drawn": drawn(found, at=timezone.now()),
        "kind": kind_words(found),
        "source": source_words(found),
        "pages": pages_with(found),
        "cards": found.cards.select_related("story"),
        "may_change": may_change,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return office_page(
        request, "newsroom/figure.html", context, title=found.title, icon=ICON, trail=_trail(), status=status
    )


def _acted(request: HttpRequest, figure: StoryFigure, form: FigureForm) -> HttpResponseBase:
    """Do what was asked, say what came of it, and lead back."""
    who: dict[str, Any] = {"figure": figure, "by": request.user, "at": timezone.now()}
    try:
        match request.POST.get("act"):
            case "change":
                change_figure(**who, **form.values())
                messages.success(request, "Đã lưu số liệu.")
            case "freeze":
                freeze_figure(**who)
                messages.success(request, "Đã chốt: từ nay hình giữ đúng số liệu này.")
            case "unfreeze":
                unfreeze_figure(**who)
                messages.success(request, "Đã bỏ chốt: hình lại theo số liệu mới nhất.")
            case "remove":
                remove_figure(**who)
                messages.success(request, f"Đã xóa số liệu “{figure.title}”.")
                return redirect("newsroom:figures")
    except CannotChangeFigure as problem:
        messages.error(request, str(problem))
    return redirect("newsroom:figure", figure.pk)
