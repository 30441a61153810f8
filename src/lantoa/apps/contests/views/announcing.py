"""Announcing a contest, changing its rules afterwards, calling it off, its rules as a document, its widget."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.html import escape

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.contests.actions import CannotAnnounce, announce_contest
from lantoa.apps.contests.actions.changing import call_off_contest, change_rules
from lantoa.apps.contests.actions.drafting import CannotChange
from lantoa.apps.contests.forms.announcing import AnnounceForm, CallOffForm, ChangeRulesForm
from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.presenters.check_list import check_list
from lantoa.apps.contests.presenters.rules_document import rules_document
from lantoa.apps.contests.queries.readiness import checks_of, paper_plans
from lantoa.apps.contests.queries.rules import rules_of
from lantoa.apps.contests.queries.runners import READERS, RUNNERS
from lantoa.apps.contests.rules_text import rules_text
from lantoa.apps.contests.views.contests import ICON, contests_trail
from lantoa.core.layout import to_docx

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _contest(pk: int) -> Contest:
    return get_object_or_404(Contest.objects.select_related("agency__parent", "portal", "programme"), pk=pk)


@open_to(RUNNERS)
def announce(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show everything that will be sealed, and the rules in words; announce when it is confirmed."""
    contest, at = _contest(pk), timezone.now()
    if contest.announced_at:
        messages.info(request, "Cuộc thi này đã được công bố.")
        return redirect("contests:contest", pk)
    form = AnnounceForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            announce_contest(contest=contest, by=request.user, at=at)  # type: ignore[arg-type]
        except CannotAnnounce as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã công bố. Thể lệ, số gốc và câu hỏi đã niêm phong; trang công khai đã mở.")
            return redirect("contests:contest", pk)
    checks = checks_of(contest, at=at)
    context = {
        "contest": contest,
        "form": form,
        "steps": [step for step in check_list(checks) if step.words],
        "ready": not any(check.problem for check in checks),
        "plans": paper_plans(contest),
        "sections": rules_text(rules_of(contest)),
    }
    return office_page(
        request, "contests/announce.html", context, title="Xem lại và công bố", icon=ICON,
        trail=contests_trail(contest), status=422 if form.errors else 200,
    )  # fmt: skip


@open_to(RUNNERS)
def rules_change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a change of announced rules with its reason: a new version that the public sees."""
    contest = _contest(pk)
    if not contest.announced_at:
        return redirect("contests:setup", pk)
    form = ChangeRulesForm(_posted(request), contest=contest, rounds=contest.rounds.all())
    if request.method == "POST" and form.is_valid():
        try:
            version = change_rules(
                contest=contest, change=form.change, reason=form.cleaned_data["reason"], by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )  # fmt: skip
        except CannotChange as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Thể lệ đã có phiên bản {version.number}; trang công khai ghi rõ thay đổi.")
            return redirect("contests:contest", pk)
    return office_page(
        request, "contests/change_rules.html", {"contest": contest, "form": form}, title="Thay đổi thể lệ", icon=ICON,
        trail=contests_trail(contest), status=422 if form.errors else 200,
    )  # fmt: skip


@open_to(RUNNERS)
def call_off(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Call a contest off, with the reason that everybody reads."""
    contest = _contest(pk)
    form = CallOffForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            call_off_contest(
                contest=contest,
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except CannotChange as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã hủy cuộc thi; trang công khai ghi rõ lý do.")
            return redirect("contests:contest", pk)
    return office_page(
        request, "contests/call_off.html", {"contest": contest, "form": form}, title="Hủy cuộc thi", icon=ICON,
        trail=contests_trail(contest), status=422 if form.errors else 200,
    )  # fmt: skip


@open_to(READERS)
def rules_docx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the rules as a Word document: the newest version, or the rules in preparation."""
    contest = _contest(pk)
    version = contest.rules_versions.order_by("-number").first()
    document = rules_document(
        contest,
        version.rules if version else rules_of(contest),
        version=version.number if version else None,
        sha256=version.sha256 if version else "",
        made_at=timezone.now(),
    )
    answer = HttpResponse(to_docx(document), content_type=_DOCX)
    answer["Content-Disposition"] = f'attachment; filename="the-le-{contest.slug}.docx"'
    return answer


@open_to(READERS)
def widget(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a partner puts into a page of his own."""
    contest = _contest(pk)
    root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    site = contest.portal.sites_rooted_here.first()
    address = f"{site.root_url if site else root}{contest.public_address}nhung/"
    # Escaped twice on its way to the page: once here, for whoever copies it, once by the template.
    snippet = (
        f'<iframe src="{escape(address)}" title="{escape(contest.title)}" width="100%" height="320" '
        'style="border:0;max-width:32rem" loading="lazy"></iframe>'
    )
    context = {"contest": contest, "snippet": snippet}
    return office_page(
        request, "contests/widget.html", context, title="Nhúng vào trang khác", icon=ICON, trail=contests_trail(contest)
    )
