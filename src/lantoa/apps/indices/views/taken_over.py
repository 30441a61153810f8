"""Entities of all departments or districts at once, from the register of agencies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.indices.actions.entities import take_over_agencies
from lantoa.apps.indices.forms.registers import TakeOverForm
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS
from lantoa.apps.indices.queries.taken_over import agencies_to_take
from lantoa.apps.indices.views.indices import ICON, indices_trail, who


@open_to(INDEX_KEEPERS)
def from_register(request: HttpRequest) -> HttpResponseBase:
    """Show which agencies valid on a day would become entities; make them."""
    posted = request.method == "POST"
    given = request.POST if posted else request.GET if "day" in request.GET else None
    form = TakeOverForm(given, initial={"day": timezone.localdate(), "kinds": TakeOverForm.FIRST})
    rows = None
    if given is not None and form.is_valid():
        asked = form.cleaned_data
        if posted:
            made = take_over_agencies(day=asked["day"], kinds=asked["kinds"], **who(request))
            messages.success(request, f"Đã tạo {len(made)} đối tượng từ danh bạ.")
            return redirect("index_entities:index")
        rows = agencies_to_take(day=asked["day"], kinds=asked["kinds"])
    context = {
        "form": form,
        "rows": rows,
        "waiting": sum(row.entity is None for row in rows or ()),
        "asked": form.cleaned_data if rows is not None else None,
    }
    trail = [*indices_trail(), ("Đối tượng đánh giá", reverse("index_entities:index"))]
    return office_page(
        request, "indices/from_register.html", context, title="Tạo đối tượng từ danh bạ", icon=ICON, trail=trail,
        status=422 if posted else 200,
    )  # fmt: skip
