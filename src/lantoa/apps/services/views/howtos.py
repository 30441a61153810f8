"""Step-by-step pages in the office: the list, and one form with rows for the steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.services.actions.law import LawChangedMeanwhile, check_howto, save_howto
from lantoa.apps.services.forms.law import HowToForm, HowToStepForm
from lantoa.apps.services.forms.law_lists import HowToFilter
from lantoa.apps.services.forms.rows import Rows, after_act, row_act
from lantoa.apps.services.models import HowTo
from lantoa.apps.services.queries.keepers import SERVICE_KEEPERS, SERVICE_READERS
from lantoa.apps.services.queries.law import howtos_seen_by, may_keep_howto
from lantoa.apps.services.queries.needs import is_stale
from lantoa.apps.services.views.need_found import owner_of, who
from lantoa.apps.services.views.rights import AGAIN

TITLE, ICON, _STEPS = "Hướng dẫn từng bước", "list-ol", "steps"


@open_to(SERVICE_READERS)
def howtos(request: HttpRequest) -> HttpResponseBase:
    """List the step-by-step pages a person may see."""
    user: Any = request.user
    form, today = HowToFilter(request.GET), timezone.localdate()
    seen = howtos_seen_by(user).select_related("owner").annotate(step_count=Count("steps"))
    page = page_of(form.apply(seen), request)
    keeps = bool(roles_of(user) & SERVICE_KEEPERS)
    lines = [(row, is_stale(row.checked_on, on=today)) for row in page.object_list]
    context = {"form": form, "page": page, "lines": lines, "may_keep": keeps}
    return office_page(request, "services/howtos.html", context, title=TITLE, icon=ICON)


@require_http_methods(["GET", "POST"])
@open_to(SERVICE_KEEPERS)
def new_howto(request: HttpRequest) -> HttpResponseBase:
    """Take a new step-by-step page."""
    return _howto_form(request, None)


@require_http_methods(["GET", "POST"])
@open_to(SERVICE_KEEPERS)
def change_howto(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a step-by-step page and its steps."""
    return _howto_form(request, _kept(request, pk))


def _kept(request: HttpRequest, pk: int) -> HowTo:
    user: Any = request.user
    found = get_object_or_404(howtos_seen_by(user), pk=pk)
    if not may_keep_howto(user, found):
        raise PermissionDenied
    return found


def _rows(found: HowTo | None, data: QueryDict | None) -> Rows:
    """Return the rows of steps: as stored, as typed, or as a button of the rows has made them."""
    names = ("title", "text", "success", "trouble")
    stored: list[dict[str, Any]] = [{}, {}, {}]
    if found:
        stored = [{name: getattr(step, name) for name in names} for step in found.steps.all()]
    rows = Rows(HowToStepForm, _STEPS, data=data, initial=stored)
    if data is not None and (act := row_act(data)):
        return Rows(HowToStepForm, _STEPS, initial=after_act({_STEPS: rows.typed()}, act)[_STEPS])
    return rows


def _howto_form(request: HttpRequest, found: HowTo | None) -> HttpResponseBase:
    data = request.POST.copy() if request.method == "POST" else None
    asked = data is not None and row_act(data) is None
    owners = Agency.objects.valid_on(timezone.localdate()).order_by("name")
    form = HowToForm(data, instance=found, owners=owners, own=owner_of(request))
    rows = _rows(found, data)
    if data is not None and asked and all((form.is_valid(), rows.is_valid())):
        if not rows.cleaned:
            form.add_error(None, "Hãy ghi ít nhất một bước.")
        elif _stored(request, found, form, rows, data):
            messages.success(request, "Đã lưu bài hướng dẫn.")
            return redirect("services:howtos")
    context = {"form": form, "rows": rows, "back": reverse("services:howtos"), "asked": asked}
    return office_page(
        request, "services/howto_form.html", context, title="Sửa bài hướng dẫn" if found else "Thêm bài hướng dẫn",
        icon=ICON, trail=[(TITLE, reverse("services:howtos"))], status=422 if asked else 200,
    )  # fmt: skip


def _stored(request: HttpRequest, found: HowTo | None, form: HowToForm, rows: Rows, data: QueryDict) -> bool:
    version = form.cleaned_data["version"] if found else None
    try:
        save_howto(howto=found, values=form.values, steps=rows.cleaned, version=version, **who(request))
    except LawChangedMeanwhile as error:
        form.add_error(None, f"{error}{AGAIN}")
        data["version"] = str(HowTo.objects.values_list("version", flat=True).get(pk=form.instance.pk))
        return False
    return True


@require_POST
@open_to(SERVICE_KEEPERS)
def checked(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the word that the page is still right."""
    found = check_howto(howto=_kept(request, pk), **who(request))
    messages.success(request, f"Đã ghi: hôm nay “{found.title}” vẫn đúng.")
    return redirect("services:howtos")
