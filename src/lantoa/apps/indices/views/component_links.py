"""Which themes of the programme stand beside which component: chosen by a person, never by the machine."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.directives.models import Programme
from lantoa.apps.indices.actions import link_themes
from lantoa.apps.indices.actions.component_links import copy_links, set_links
from lantoa.apps.indices.forms.component_links import ComponentLinksForm, ticked_links
from lantoa.apps.indices.models import Component, ComponentTheme, ScaleVersion
from lantoa.apps.indices.queries.component_links import (
    confirmed_programmes,
    copy_sources,
    link_rows,
    proposed_links,
)
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS
from lantoa.apps.indices.views.indices import ICON, indices_trail, may_keep

PROGRAMME = "chuong-trinh"


def _scale(pk: int) -> ScaleVersion:
    return get_object_or_404(ScaleVersion.objects.select_related("index"), pk=pk)


def _programme(asked: str | None, programmes: list[Programme]) -> Programme | None:
    """Return the programme that was asked for, else the newest one."""
    found = next((one for one in programmes if str(one.pk) == asked), None)
    return found or (programmes[0] if programmes else None)


def _asked_programme(request: HttpRequest) -> Programme:
    found = _programme(request.POST.get(PROGRAMME) or request.GET.get(PROGRAMME), confirmed_programmes())
    if found is None:
        raise Http404
    return found


def _back(scale: ScaleVersion, programme: Programme) -> str:
    return f"{reverse('indices:component_links', args=[scale.pk])}?{PROGRAMME}={programme.pk}"


@open_to(INDEX_READERS)
def component_links(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the components of a scale version with their themes, what is proposed, and what may be copied."""
    scale, programmes = _scale(pk), confirmed_programmes()
    programme = _programme(request.GET.get(PROGRAMME), programmes)
    context = {
        "scale": scale,
        "programme": programme,
        "programmes": programmes,
        "rows": link_rows(scale, programme) if programme else [],
        "sources": copy_sources(scale, programme) if programme else [],
        "may_keep": may_keep(request),
    }
    trail = [*indices_trail(scale.index), (scale.name, reverse("indices:scale", args=[scale.pk]))]
    title = "Thành phần và nội dung"
    return office_page(request, "indices/component_links.html", context, title=title, icon=ICON, trail=trail)


@require_POST
@open_to(INDEX_KEEPERS)
def accept_links(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Link the proposals that a person has ticked."""
    scale, programme = _scale(pk), _asked_programme(request)
    themes = list(programme.themes.all())
    pairs = ticked_links(request.POST.getlist("de-xuat"), scale.components.all(), themes)
    links = [ComponentTheme(component=component, theme=theme) for component, theme in pairs]
    made = link_themes(links=links, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    if made:
        messages.success(request, f"Đã liên kết thêm {made} nội dung. Nên ghi vì sao liên quan ở từng thành phần.")
    else:
        messages.warning(request, "Chưa chọn đề xuất nào; không có gì thay đổi.")
    return redirect(_back(scale, programme))


@require_POST
@open_to(INDEX_KEEPERS)
def copy_component_links(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Copy the links of another scale version or programme."""
    scale, programme = _scale(pk), _asked_programme(request)
    source = next((one for one in copy_sources(scale, programme) if one.key == request.POST.get("tu")), None)
    if source is None:
        messages.error(request, "Hãy chọn chép từ đâu.")
        return redirect(_back(scale, programme))
    given = {"by": request.user, "at": timezone.now()}
    copied = copy_links(scale=scale, programme=programme, source=source, **given)  # type: ignore[arg-type]
    told = f"Đã chép {copied.made} liên kết; {copied.known} đã có sẵn"
    lost = f"; {copied.lost} không tìm thấy thành phần cùng mã hoặc nội dung cùng lời nên để lại" if copied.lost else ""
    messages.success(request, f"{told}{lost}.")
    return redirect(_back(scale, programme))


@open_to(INDEX_KEEPERS)
def edit_links(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Choose the themes of one component, each with the reason why it is related."""
    component = get_object_or_404(Component.objects.select_related("scale__index"), pk=pk)
    scale, programme = component.scale, _asked_programme(request)
    themes = list(programme.themes.all())
    links = ComponentTheme.objects.filter(component=component, theme__programme=programme)
    posted = request.method == "POST"
    form = ComponentLinksForm(request.POST if posted else None, themes=themes, links=links)
    if posted and form.is_valid():
        given = {"by": request.user, "at": timezone.now()}
        changed = set_links(component=component, programme=programme, notes=form.notes, **given)  # type: ignore[arg-type]
        messages.success(request, "Đã lưu." if changed else "Không có gì thay đổi.")
        return redirect(f"{_back(scale, programme)}#c{component.pk}")
    why = {proposal.theme.pk: proposal.why for proposal in proposed_links(component, scale.index, themes)}
    context = {
        "component": component,
        "programme": programme,
        "rows": [(*row, why.get(row[0].pk, "")) for row in form.rows],
        "back": _back(scale, programme),
    }
    trail = [
        *indices_trail(scale.index),
        (scale.name, reverse("indices:scale", args=[scale.pk])),
        ("Thành phần và nội dung", _back(scale, programme)),
    ]
    return office_page(
        request, "indices/component_links_form.html", context, title=component.name, icon=ICON, trail=trail,
        status=422 if posted else 200,
    )  # fmt: skip
