"""Rights and duties in the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.services.actions.law import LawChangedMeanwhile, check_right, save_right
from lantoa.apps.services.forms.law import RightForm
from lantoa.apps.services.forms.law_lists import RightFilter
from lantoa.apps.services.models import Right
from lantoa.apps.services.presenters.law_office import right_lines
from lantoa.apps.services.queries.keepers import PROVINCE_KEEPERS, SERVICE_READERS
from lantoa.apps.services.queries.law import rights_for_list
from lantoa.apps.services.views.law import form_page
from lantoa.apps.services.views.procedures import is_province_keeper, who

TITLE, ICON = "Quyền và nghĩa vụ", "doc-full"
AGAIN = " Bên dưới là bản bạn gõ; bấm “Lưu” lần nữa để thay bản đang lưu."


@open_to(SERVICE_READERS)
def rights(request: HttpRequest) -> HttpResponseBase:
    """List rights and duties, with those whose law no longer holds."""
    form = RightFilter(request.GET)
    page = page_of(form.apply(rights_for_list()), request)
    context = {
        "form": form, "page": page, "lines": right_lines(page.object_list, today=timezone.localdate()),
        "may_keep": is_province_keeper(request),
    }  # fmt: skip
    return office_page(request, "services/rights.html", context, title=TITLE, icon=ICON)


@require_http_methods(["GET", "POST"])
@open_to(PROVINCE_KEEPERS)
def new_right(request: HttpRequest) -> HttpResponseBase:
    """Take a new right or duty."""
    return _right_form(request, None)


@require_http_methods(["GET", "POST"])
@open_to(PROVINCE_KEEPERS)
def change_right(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a right or duty."""
    return _right_form(request, get_object_or_404(Right, pk=pk))


def _right_form(request: HttpRequest, found: Right | None) -> HttpResponseBase:
    data = request.POST.copy() if request.method == "POST" else None
    form = RightForm(data, instance=found)
    if data is not None and form.is_valid():
        version = form.cleaned_data["version"] if found else None
        try:
            save_right(right=found, values=form.values, version=version, **who(request))
        except LawChangedMeanwhile as error:
            form.add_error(None, f"{error}{AGAIN}")
            data["version"] = str(Right.objects.values_list("version", flat=True).get(pk=form.instance.pk))
        else:
            messages.success(request, "Đã lưu.")
            return redirect("services:rights")
    listed = reverse("services:rights")
    title = "Sửa mục quyền và nghĩa vụ" if found else "Thêm mục quyền và nghĩa vụ"
    return form_page(request, form, title=title, back=listed, trail=[(TITLE, listed)])


@require_POST
@open_to(PROVINCE_KEEPERS)
def checked(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the word that the entry is still right."""
    found = check_right(right=get_object_or_404(Right, pk=pk), **who(request))
    messages.success(request, f"Đã ghi: hôm nay “{found.title}” vẫn đúng.")
    return redirect("services:rights")
