"""The registers of words: abbreviations, decisions how something is read, styles of agencies and the province."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import WHOLE_PROVINCE
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.broadcasts.actions.words import (
    decide_reading,
    drop_style,
    keep_entry,
    keep_style,
    remove_entry,
    revoke_reading,
)
from lantoa.apps.broadcasts.forms.words import (
    DecisionFilter,
    DecisionForm,
    EntryFilter,
    EntryForm,
    StyleForm,
)
from lantoa.apps.broadcasts.models import HouseStyle, LexiconEntry
from lantoa.apps.broadcasts.presenters.words import decision_rows, entry_rows
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, BROADCAST_READERS
from lantoa.apps.broadcasts.queries.word_keepers import (
    agencies_kept_by,
    decisions_seen_by,
    entries_seen_by,
    keeps_for_the_province,
    may_keep_words_of,
    styles_seen_by,
)
from lantoa.apps.broadcasts.views.board import broadcasts_trail
from lantoa.apps.broadcasts.views.found import who

ICON, TITLE = "openquote", "Từ viết tắt"


def _kept(request: HttpRequest) -> set[int | None]:
    """Return the owners whose words the person keeps; None is the province."""
    kept: set[int | None] = set(agencies_kept_by(request.user).values_list("pk", flat=True))
    return kept | ({None} if keeps_for_the_province(request.user) else set())


def _owners(request: HttpRequest) -> dict[str, Any]:
    agencies = list(agencies_kept_by(request.user).order_by("short_name"))
    return {"agencies": agencies, "province": keeps_for_the_province(request.user)}


def _in_use(rows: QuerySet[Any]) -> list[Agency]:
    """Return the agencies that have rows, for the filter."""
    return list(Agency.objects.filter(pk__in=rows.exclude(agency=None).values("agency")).order_by("short_name"))


def _trail() -> list[Crumb]:
    return [*broadcasts_trail(), (TITLE, reverse("broadcasts:lexicon"))]


@open_to(BROADCAST_READERS)
def lexicon(request: HttpRequest) -> HttpResponseBase:
    """List the abbreviations of agencies and the province."""
    seen, kept, today = entries_seen_by(request.user), _kept(request), timezone.localdate()
    form = EntryFilter(request.GET, agencies=_in_use(seen))
    page = page_of(form.rows(seen.select_related("agency"), today=today), request)
    context = {
        "form": form, "page": page, "rows": entry_rows(page.object_list, today=today, kept=kept),
        "may_keep": bool(kept),
    }  # fmt: skip
    return office_page(request, "broadcasts/lexicon.html", context, title=TITLE, icon=ICON, trail=broadcasts_trail())


@require_http_methods(["GET", "POST"])
@open_to(BROADCAST_KEEPERS)
def new_entry(request: HttpRequest) -> HttpResponseBase:
    """Add an abbreviation."""
    return _entry_page(request, None)


@require_http_methods(["GET", "POST"])
@open_to(BROADCAST_KEEPERS)
def change_entry(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change an abbreviation."""
    return _entry_page(request, _entry(request, pk))


def _entry(request: HttpRequest, pk: int) -> LexiconEntry:
    entry = get_object_or_404(entries_seen_by(request.user).select_related("agency"), pk=pk)
    if not may_keep_words_of(request.user, entry.agency_id):
        raise PermissionDenied("Từ viết tắt này của toàn tỉnh; bạn chỉ sửa được từ của cơ quan mình.")
    return entry


def _entry_page(request: HttpRequest, entry: LexiconEntry | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = EntryForm(request.POST if posted else None, entry=entry, **_owners(request))
    if posted and form.is_valid():
        kept = keep_entry(entry=entry, **form.values(), **who(request))
        messages.success(request, f"Đã lưu: “{kept.written}” đọc là “{kept.spoken}”.")
        return redirect("broadcasts:lexicon")
    context = {"form": form, "cancel": reverse("broadcasts:lexicon"), "entry": entry}
    title = f"Sửa “{entry.written}”" if entry else "Thêm từ viết tắt"
    status = 422 if posted else 200
    return office_page(
        request, "broadcasts/word_form.html", context, title=title, icon=ICON, trail=_trail(), status=status
    )


@require_POST
@open_to(BROADCAST_KEEPERS)
def delete_entry(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove an abbreviation."""
    entry = _entry(request, pk)
    remove_entry(entry=entry, **who(request))
    messages.success(request, f"Đã bỏ “{entry.written}”. Bản tin đã duyệt không đổi.")
    return redirect("broadcasts:lexicon")


@open_to(BROADCAST_READERS)
def decisions(request: HttpRequest) -> HttpResponseBase:
    """List the decisions how something is read, those of now and those of the past."""
    seen, kept = decisions_seen_by(request.user), _kept(request)
    form = DecisionFilter(request.GET, agencies=_in_use(seen))
    page = page_of(form.rows(seen.select_related("agency", "decided_by")), request)
    context = {
        "form": form, "page": page, "rows": decision_rows(page.object_list, kept=kept), "may_keep": bool(kept),
    }  # fmt: skip
    title = "Quyết định cách đọc"
    return office_page(request, "broadcasts/decisions.html", context, title=title, icon=ICON, trail=_trail())


@require_http_methods(["GET", "POST"])
@open_to(BROADCAST_KEEPERS)
def new_decision(request: HttpRequest) -> HttpResponseBase:
    """Decide how something is read; what was decided before is kept as history."""
    posted = request.method == "POST"
    form = DecisionForm(request.POST if posted else None, **_owners(request))
    if posted and form.is_valid():
        made = decide_reading(**form.values(), **who(request))
        messages.success(request, f"Đã ghi nhớ: “{made.written}” đọc là “{made.spoken}”.")
        return redirect("broadcasts:decisions")
    context = {"form": form, "cancel": reverse("broadcasts:decisions")}
    trail = [*_trail(), ("Quyết định cách đọc", reverse("broadcasts:decisions"))]
    return office_page(
        request, "broadcasts/word_form.html", context, title="Quyết định một cách đọc", icon=ICON, trail=trail,
        status=422 if posted else 200,
    )  # fmt: skip


@require_POST
@open_to(BROADCAST_KEEPERS)
def revoke_decision(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Follow a decision no longer: the rules read again."""
    decision = get_object_or_404(decisions_seen_by(request.user), pk=pk)
    if not may_keep_words_of(request.user, decision.agency_id):
        raise PermissionDenied("Quyết định này của toàn tỉnh; bạn chỉ bỏ được quyết định của cơ quan mình.")
    revoke_reading(decision=decision, **who(request))
    messages.success(request, f"Đã bỏ. “{decision.written}” lại đọc theo quy tắc; quyết định cũ còn trong danh sách.")
    return redirect("broadcasts:decisions")


@open_to(BROADCAST_READERS)
def styles(request: HttpRequest) -> HttpResponseBase:
    """List the styles: the province's, then those of agencies that have their own."""
    rows = styles_seen_by(request.user).select_related("agency").order_by("agency__short_name")
    own = agencies_kept_by(request.user).filter(stations__isnull=False).distinct().order_by("short_name")
    with_style = rows.exclude(agency=None).values("agency")
    context = {
        "page": page_of(rows.exclude(agency=None), request),
        "province": HouseStyle.objects.filter(agency=None).first() or HouseStyle(),
        "may_province": keeps_for_the_province(request.user),
        "kept": _kept(request),
        "without": own.exclude(pk__in=with_style),
    }
    return office_page(request, "broadcasts/styles.html", context, title="Nếp đọc", icon=ICON, trail=_trail())


@require_http_methods(["GET", "POST"])
@open_to(BROADCAST_KEEPERS & WHOLE_PROVINCE)
def province_style(request: HttpRequest) -> HttpResponseBase:
    """Set the style of the province, with examples of what each choice does."""
    return _style_page(request, None)


@require_http_methods(["GET", "POST"])
@open_to(BROADCAST_KEEPERS)
def style(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Set the style of an agency, with examples of what each choice does."""
    return _style_page(request, get_object_or_404(agencies_kept_by(request.user), pk=pk))


def _style_page(request: HttpRequest, agency: Agency | None) -> HttpResponseBase:
    stored = HouseStyle.objects.filter(agency=agency).first()
    form = StyleForm(request.POST or None, instance=stored or _like_the_province(agency))
    if request.method == "POST" and form.is_valid() and request.POST.get("act") != "try":
        return _styled(request, agency, stored, form)
    words = agency.short_name if agency else "toàn tỉnh"
    context = {"form": form, "stored": stored, "agency": agency, "heard": form.heard()}
    trail = [*_trail(), ("Nếp đọc", reverse("broadcasts:styles"))]
    status = 422 if request.method == "POST" and form.errors else 200
    return office_page(
        request, "broadcasts/style.html", context, title=f"Nếp đọc của {words}", icon=ICON, trail=trail, status=status
    )


def _styled(
    request: HttpRequest, agency: Agency | None, stored: HouseStyle | None, form: StyleForm
) -> HttpResponseBase:
    if request.POST.get("act") == "drop" and stored and agency:
        drop_style(style=HouseStyle.objects.get(pk=stored.pk), **who(request))
        messages.success(request, f"{agency.short_name} lại đọc theo nếp của toàn tỉnh.")
    else:
        keep_style(agency=agency, values=form.values(), **who(request))
        messages.success(request, "Đã lưu nếp đọc; các bản tin chưa duyệt đọc theo nếp này ngay.")
    return redirect("broadcasts:styles")


def _like_the_province(agency: Agency | None) -> HouseStyle:
    found = HouseStyle.objects.filter(agency=None).first() or HouseStyle()
    found.pk, found.agency = None, agency
    return found
