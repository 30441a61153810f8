"""What an officer of the province does with one assignment."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.assignments.actions import (
    cancel_assignment,
    confirm_assignment,
    decide_extension,
    edit_assignments,
    redraft_assignment,
    reopen_assignment,
    return_assignment,
    send_assignments,
)
from lantoa.apps.assignments.presenters.acts import CONFIRMERS, GIVERS, Act
from lantoa.apps.assignments.views.acting import back, take
from lantoa.apps.assignments.views.assignment import found_for, waiting_extension


@require_POST
@open_to(GIVERS)
def send(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a draft, or a refused one anew."""
    done = "Đã gửi cho cơ quan."
    return take(request, pk, Act.SEND, lambda row, _, by: send_assignments(assignments=[row.pk], **by), done)


@require_POST
@open_to(CONFIRMERS)
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that the duty is done."""
    done = "Đã xác nhận việc hoàn thành."
    return take(request, pk, Act.CONFIRM, lambda row, _, by: confirm_assignment(assignment=row, **by), done)


@require_POST
@open_to(CONFIRMERS)
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a confirmation back."""
    done = "Đã rút lại xác nhận."
    return take(request, pk, Act.REOPEN, lambda row, _, by: reopen_assignment(assignment=row, **by), done)


@require_POST
@open_to(CONFIRMERS)
def give_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the proof back with the reason why it does not do."""
    done = "Đã trả lại; cơ quan được báo lý do."
    return take(
        request,
        pk,
        Act.RETURN,
        lambda row, form, by: return_assignment(assignment=row, reason=form.cleaned_data["reason"], **by),
        done,
    )


@require_POST
@open_to(GIVERS)
def cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the duty back from the agency."""
    done = "Đã hủy việc."
    return take(
        request,
        pk,
        Act.CANCEL,
        lambda row, form, by: cancel_assignment(assignment=row, reason=form.cleaned_data["reason"], **by),
        done,
    )


@require_POST
@open_to(GIVERS)
def redraft(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a cancelled one a draft again."""
    done = "Việc trở lại là bản nháp; cơ quan chưa thấy cho đến khi gửi."
    return take(request, pk, Act.REDRAFT, lambda row, _, by: redraft_assignment(assignment=row, **by), done)


@require_POST
@open_to(GIVERS)
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask something else than the directive says."""
    done = "Đã sửa việc."
    return take(
        request, pk, Act.EDIT, lambda row, form, by: edit_assignments(assignments=[row.pk], edit=form.edit, **by), done
    )


@require_POST
@open_to(GIVERS)
def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Grant more time, or decline."""
    asked = waiting_extension(found_for(request, pk))
    if asked is None:
        return back(request, pk)
    return take(
        request,
        pk,
        Act.DECIDE_EXTENSION,
        lambda _, form, by: decide_extension(
            extension=asked, granted_date=form.day, reason=form.cleaned_data["reason"], **by
        ),
        "Đã trả lời; cơ quan được báo.",
    )
