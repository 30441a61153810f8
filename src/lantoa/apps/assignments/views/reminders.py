"""The reminder plan of a programme: its hours, its ladder, and what they will do."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role
from lantoa.apps.assignments.actions import CannotPlan, add_step, change_plan, ensure_plan, remove_step
from lantoa.apps.assignments.forms.reminders import PlanForm, StepForm
from lantoa.apps.assignments.models import ReminderPlan, ReminderStep
from lantoa.apps.assignments.queries.reminders import plan_shown
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.queries import current_programme

PLANNERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
_TITLE = "Cách nhắc việc"


@open_to(PLANNERS)
def current_plan(request: HttpRequest) -> HttpResponseBase:
    """Lead to the plan of the newest programme."""
    programme = current_programme()
    if programme is None:
        return office_page(request, "assignments/reminder_plan.html", {}, title=_TITLE, icon="time")
    return redirect("assignments:reminder-plan", programme.pk)


@open_to(PLANNERS)
def reminder_plan(request: HttpRequest, programme_pk: int) -> HttpResponseBase:
    """Show the plan; take new hours."""
    programme = get_object_or_404(Programme, pk=programme_pk)
    plan = ReminderPlan.objects.filter(programme=programme).first()
    form = PlanForm(request.POST if request.method == "POST" else None, initial=_initial(plan))
    if request.method == "POST" and form.is_valid():
        plan = plan or ensure_plan(programme=programme)
        change_plan(plan=plan, values=form.values, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "Đã lưu cách nhắc việc.")
        return redirect("assignments:reminder-plan", programme.pk)
    return _page(request, programme, plan, form, StepForm(initial={"audience": "agency"}))


@require_POST
@open_to(PLANNERS)
def make_plan(request: HttpRequest, programme_pk: int) -> HttpResponseBase:
    """Make the usual plan before anything is sent."""
    ensure_plan(programme=get_object_or_404(Programme, pk=programme_pk))
    messages.success(request, "Đã lập cách nhắc thường dùng; hãy xem lại các bậc bên dưới.")
    return redirect("assignments:reminder-plan", programme_pk)


@require_POST
@open_to(PLANNERS)
def add(request: HttpRequest, programme_pk: int) -> HttpResponseBase:
    """Add a step to the ladder."""
    programme = get_object_or_404(Programme, pk=programme_pk)
    plan, form, at = ensure_plan(programme=programme), StepForm(request.POST), timezone.now()
    if form.is_valid():
        try:
            add_step(plan=plan, by=request.user, at=at, **form.step)  # type: ignore[arg-type]
        except CannotPlan as error:
            form.add_error("days", str(error))
        else:
            messages.success(request, "Đã thêm bậc nhắc việc.")
            return redirect("assignments:reminder-plan", programme.pk)
    return _page(request, programme, plan, PlanForm(initial=_initial(plan)), form)


@require_POST
@open_to(PLANNERS)
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a step off the ladder."""
    step = get_object_or_404(ReminderStep.objects.select_related("plan"), pk=pk)
    programme_pk = step.plan.programme_id
    remove_step(step=step, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, "Đã bỏ bậc nhắc việc.")
    return redirect("assignments:reminder-plan", programme_pk)


def _initial(plan: ReminderPlan | None) -> dict[str, object]:
    plan = plan or ReminderPlan()
    return {name: getattr(plan, name) for name in PlanForm.base_fields}


def _page(
    request: HttpRequest, programme: Programme, plan: ReminderPlan | None, form: PlanForm, step_form: StepForm
) -> HttpResponseBase:
    now: datetime = timezone.now()
    context = {
        "programme": programme,
        "plan": plan,
        "form": form,
        "step_form": step_form,
        "shown": plan_shown(plan, at=now) if plan else None,
    }
    failed = form.is_bound or step_form.is_bound
    return office_page(
        request, "assignments/reminder_plan.html", context, title=_TITLE, icon="time", status=422 if failed else 200
    )
