"""Making and changing a procedure: one form, with rows that buttons add, move and remove."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.services.actions.procedures import (
    CannotChangeProcedure,
    ChangedMeanwhile,
    change_procedure,
    make_procedure,
)
from lantoa.apps.services.forms.procedure import ProcedureForms
from lantoa.apps.services.forms.rows import after_act, row_act
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.presenters.office import Difference, differences
from lantoa.apps.services.procedure_files.given import GivenProcedure
from lantoa.apps.services.queries.keepers import SERVICE_KEEPERS
from lantoa.apps.services.queries.office import known_documents
from lantoa.apps.services.queries.procedure_values import given_of
from lantoa.apps.services.views.procedures import ICON, guide_trail, is_province_keeper, kept_procedure, who


@require_http_methods(["GET", "POST"])
@open_to(SERVICE_KEEPERS)
def new(request: HttpRequest) -> HttpResponseBase:
    """Take a new procedure; it is a draft then."""
    forms = _forms(request, None)
    if request.method == "POST" and forms.form.is_bound and forms.is_valid():
        try:
            made = make_procedure(given=forms.given, **who(request))
        except CannotChangeProcedure as error:
            forms.form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã lập “{made.plain_title}”, còn là bản nháp. Xem lại rồi bấm “Công khai”.")
            return redirect("services:procedure", made.pk)
    return _page(request, forms, None)


@require_http_methods(["GET", "POST"])
@open_to(SERVICE_KEEPERS)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a procedure; where somebody else has stored something meanwhile, say what, and keep what was typed."""
    found = kept_procedure(request, pk)
    forms = _forms(request, found)
    others: list[Difference] = []
    if request.method == "POST" and forms.form.is_bound and forms.is_valid():
        typed, version = forms.given, forms.form.cleaned_data["version"]
        try:
            change_procedure(procedure=found, given=typed, version=version, **who(request))
        except ChangedMeanwhile as error:
            forms.form.add_error(None, f"{error} Bên dưới là bản bạn gõ; bấm “Lưu” lần nữa để thay bản đang lưu.")
            forms.form.data["version"] = str(found.version)  # type: ignore[index]
            others = differences(given_of(found), typed)
        except CannotChangeProcedure as error:
            forms.form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu thủ tục.")
            return redirect("services:procedure", found.pk)
    return _page(request, forms, found, others)


def _forms(request: HttpRequest, found: Procedure | None) -> ProcedureForms:
    user: Any = request.user
    own = None if is_province_keeper(request) else agency_of(user)
    if own is None and not is_province_keeper(request):
        raise PermissionDenied("Tài khoản của bạn chưa gắn với cơ quan nào nên chưa giữ được thủ tục.")
    given: GivenProcedure | None = given_of(found) if found else None
    today = timezone.localdate()
    kept_by = [found.owner_id] if found and found.owner_id else []
    owners = Agency.objects.filter(Q(pk__in=kept_by) | Q(pk__in=Agency.objects.valid_on(today).values("pk")))
    options: dict[str, Any] = {
        "owners": owners.order_by("name"), "own": own, "version": found.version if found else 0
    }  # fmt: skip
    if request.method != "POST":
        return ProcedureForms(given, **options)
    data = request.POST.copy()
    forms = ProcedureForms(given, data=data, **options)
    if act := row_act(data):
        return ProcedureForms(given, data=data, rows=after_act(forms.typed_rows(), act), **options)
    return forms


def _page(
    request: HttpRequest, forms: ProcedureForms, found: Procedure | None, others: list[Difference] | None = None
) -> HttpResponseBase:
    context = {
        "forms": forms,
        "procedure": found,
        "documents": known_documents(),
        "others": others or [],
        "parts": [
            (forms.rows["requirements"], "Giấy tờ cần có", "Thêm giấy tờ", "giấy tờ"),
            (forms.rows["steps"], "Các bước", "Thêm bước", "bước"),
            (forms.rows["fees"], "Phí, lệ phí", "Thêm khoản", "khoản"),
            (forms.rows["bases"], "Căn cứ pháp lý", "Thêm căn cứ", "căn cứ"),
        ],
    }
    title = "Sửa thủ tục" if found else "Thêm thủ tục"
    status = 422 if forms.form.is_bound else 200
    return office_page(
        request, "services/procedure_form.html", context, title=title, icon=ICON, trail=guide_trail(found),
        status=status,
    )  # fmt: skip
