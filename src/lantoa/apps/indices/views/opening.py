"""Opening an edition to the public after a look at what everybody will read, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.indices.actions.opening import hide_edition, open_edition
from lantoa.apps.indices.actions.storing import CannotChangeIndex
from lantoa.apps.indices.forms.editions import HideForm
from lantoa.apps.indices.models import Edition
from lantoa.apps.indices.presenters.preview import preview_lines, preview_picture
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS
from lantoa.apps.indices.queries.office_needs import needs_of
from lantoa.apps.indices.queries.opening import obstacles, warnings
from lantoa.apps.indices.queries.preview import edition_preview
from lantoa.apps.indices.views.editions import edition_or_404
from lantoa.apps.indices.views.indices import ICON, form_page, indices_trail, may_keep, who


@open_to(INDEX_READERS)
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show staff what everybody would read of an edition, opened or not."""
    found = edition_or_404(pk)
    return _preview_page(request, found, title="Xem trước")


@open_to(INDEX_KEEPERS)
def open_to_public(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what stands in the way and what everybody will read; open the edition."""
    found = edition_or_404(pk)
    back = reverse("indices:edition", args=[pk])
    if request.method == "POST":
        try:
            open_edition(edition=found, **who(request))
        except CannotChangeIndex as error:
            messages.error(request, str(error))
            return redirect("indices:open", pk)
        messages.success(request, f"{found} đã công khai.")
        return redirect(back)
    if found.opened_at:
        messages.info(request, f"{found} đang công khai.")
        return redirect(back)
    return _preview_page(request, found, title="Đưa ra công khai")


def _preview_page(request: HttpRequest, edition: Edition, *, title: str) -> HttpResponseBase:
    needs = needs_of(Edition.objects.filter(pk=edition.pk))[edition.pk]
    preview = edition_preview(edition)
    context = {
        "edition": edition,
        "obstacles": [] if edition.opened_at else obstacles(edition),
        "warnings": warnings(edition, needs),
        "preview": preview,
        "lines": preview_lines(preview),
        "picture": preview_picture(preview),
        "may_keep": may_keep(request),
    }
    return office_page(
        request, "indices/open.html", context, title=title, icon=ICON, trail=indices_trail(edition.index, edition)
    )


@open_to(INDEX_KEEPERS)
def hide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask why an edition is taken back, and take it back."""
    found = edition_or_404(pk)
    back = reverse("indices:edition", args=[pk])
    if found.opened_at is None:
        messages.info(request, f"{found} đang ẩn.")
        return redirect(back)
    posted = request.method == "POST"
    form = HideForm(request.POST if posted else None)
    if posted and form.is_valid():
        hide_edition(edition=found, reason=form.cleaned_data["reason"], **who(request))
        messages.success(request, f"{found} đã rút về.")
        return redirect(back)
    intro = (
        f"Rút {found} về: các trang công khai không còn hiện kỳ này. Số liệu vẫn được giữ, đưa ra lại lúc nào cũng "
        "được."
    )
    trail = indices_trail(found.index, found)
    return form_page(request, form, title="Rút về", trail=trail, back=back, posted=posted, intro=intro)
