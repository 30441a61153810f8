"""What the province decides: routing rules, clocks, and a try that says where something would go and why."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.base.backoffice import page_of
from lantoa.apps.feedback.actions.rules import (
    remove_clock_rule,
    remove_routing_rule,
    save_clock_rule,
    save_routing_rule,
)
from lantoa.apps.feedback.clocks import Clock, Terms, clock_words
from lantoa.apps.feedback.forms.rules import ClockRuleForm, RoutingFilter, RoutingRuleForm, TryForm
from lantoa.apps.feedback.models import ClockRule, RoutingRule
from lantoa.apps.feedback.queries.keepers import PROVINCE_KEEPERS
from lantoa.apps.feedback.queries.routing import clock_rule_for, route
from lantoa.apps.feedback.views.found import feedback_page, feedback_trail, who


@require_safe
@open_to(PROVINCE_KEEPERS)
def routing_rules(request: HttpRequest) -> HttpResponseBase:
    """List where feedback goes, and try it: sector, place and day give an agency and the reason."""
    today = timezone.localdate()
    form = RoutingFilter(request.GET)
    rules = RoutingRule.objects.select_related("sector", "place", "agency")
    tried = TryForm(
        request.GET if "thu" in request.GET else None, initial={"day": today}, prefix=None, auto_id="thu_%s"
    )
    page = page_of(form.apply(rules, on=today), request)
    context = {"form": form, "page": page, "today": today, "tried": tried, "outcome": _outcome(tried)}
    return feedback_page(request, "feedback/routing_rules.html", context, title="Cách chuyển", trail=feedback_trail())


def _outcome(tried: TryForm) -> dict[str, Any] | None:
    """Return where the made-up feedback would go, why, and with which clock; None where nothing was tried."""
    if not tried.is_bound or not tried.is_valid():
        return None
    given = tried.cleaned_data
    routed = route(sector=given["sector"], place=given["place"], about_agency=given["about"], on=given["day"])
    rule = clock_rule_for(routed.agency, on=given["day"])
    clock = Clock(Terms.of(rule, given["day"])) if rule else None
    return {"routed": routed, "clock": clock_words(clock, working_calendar())}


@open_to(PROVINCE_KEEPERS)
def new_routing_rule(request: HttpRequest) -> HttpResponseBase:
    """Add a rule."""
    return _routing_form(request, None)


@open_to(PROVINCE_KEEPERS)
def change_routing_rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a rule."""
    return _routing_form(request, get_object_or_404(RoutingRule, pk=pk))


def _routing_form(request: HttpRequest, kept: RoutingRule | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = RoutingRuleForm(request.POST if posted else None, instance=kept)
    if posted and form.is_valid():
        save_routing_rule(rule=kept, values=form.values, **who(request))
        messages.success(request, "Đã lưu cách chuyển. Phản ánh đã chuyển trước đó không đổi.")
        return redirect("feedback:routing_rules")
    remove = reverse("feedback:remove_routing_rule", args=[kept.pk]) if kept else None
    title = "Sửa cách chuyển" if kept else "Thêm cách chuyển"
    return _rule_page(request, form, title, "feedback:routing_rules", "Cách chuyển", remove, posted)


def _rule_page(
    request: HttpRequest, form: ModelForm[Any], title: str, back: str, of: str, remove: str | None, posted: bool
) -> HttpResponseBase:
    context = {"form": form, "cancel": reverse(back), "remove": remove}
    trail = [*feedback_trail(), (of, reverse(back))]
    return feedback_page(
        request, "feedback/rule_form.html", context, title=title, trail=trail, status=422 if posted else 200
    )


@require_POST
@open_to(PROVINCE_KEEPERS)
def delete_routing_rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a rule."""
    remove_routing_rule(rule=get_object_or_404(RoutingRule, pk=pk), **who(request))
    messages.success(request, "Đã xóa cách chuyển.")
    return redirect("feedback:routing_rules")


@require_safe
@open_to(PROVINCE_KEEPERS)
def clock_rules(request: HttpRequest) -> HttpResponseBase:
    """List the clocks, by kind of agency and day."""
    context = {"page": page_of(ClockRule.objects.order_by("agency_kind", "-valid_from", "pk"), request)}
    return feedback_page(request, "feedback/clock_rules.html", context, title="Thời hạn xử lý", trail=feedback_trail())


@open_to(PROVINCE_KEEPERS)
def new_clock_rule(request: HttpRequest) -> HttpResponseBase:
    """Add a clock."""
    return _clock_form(request, None)


@open_to(PROVINCE_KEEPERS)
def change_clock_rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a clock."""
    return _clock_form(request, get_object_or_404(ClockRule, pk=pk))


def _clock_form(request: HttpRequest, kept: ClockRule | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = ClockRuleForm(request.POST if posted else None, instance=kept)
    if posted and form.is_valid():
        save_clock_rule(rule=kept, values=form.values, **who(request))
        messages.success(request, "Đã lưu thời hạn. Phản ánh đang xử lý giữ thời hạn đã bắt đầu.")
        return redirect("feedback:clock_rules")
    remove = reverse("feedback:remove_clock_rule", args=[kept.pk]) if kept else None
    title = "Sửa thời hạn" if kept else "Thêm thời hạn"
    return _rule_page(request, form, title, "feedback:clock_rules", "Thời hạn xử lý", remove, posted)


@require_POST
@open_to(PROVINCE_KEEPERS)
def delete_clock_rule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a clock."""
    remove_clock_rule(rule=get_object_or_404(ClockRule, pk=pk), **who(request))
    messages.success(request, "Đã xóa thời hạn.")
    return redirect("feedback:clock_rules")
