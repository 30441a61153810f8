"""What an officer of an agency does with an assignment of that agency."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.assignments.actions import (
    ask_extension,
    delegate_assignment,
    receive_assignment,
    refuse_assignment,
)
from lantoa.apps.assignments.actions.handing_in import hand_in_proof
from lantoa.apps.assignments.presenters.acts import ANSWERING, PROVING, Act
from lantoa.apps.assignments.views.acting import own_agency, take


@require_POST
@open_to(ANSWERING)
def receive(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that the agency has received one of its assignments."""
    agency = own_agency(request)
    done = "Đã ghi nhận: cơ quan đã nhận việc."
    return take(
        request, pk, Act.RECEIVE, lambda row, _, by: receive_assignment(assignment=row, for_agency=agency, **by), done
    )


@require_POST
@open_to(ANSWERING)
def refuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say with a reason that the agency will not do it."""
    agency = own_agency(request)
    return take(
        request,
        pk,
        Act.REFUSE,
        lambda row, form, by: refuse_assignment(
            assignment=row, for_agency=agency, reason=form.cleaned_data["reason"], **by
        ),
        "Đã ghi nhận từ chối; cán bộ chương trình sẽ xem lý do.",
    )


@require_POST
@open_to(ANSWERING)
def ask_time(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask for a later due date."""
    agency = own_agency(request)
    return take(
        request,
        pk,
        Act.ASK_EXTENSION,
        lambda row, form, by: ask_extension(assignment=row, for_agency=agency, **form.cleaned_data, **by),
        "Đã gửi đề nghị gia hạn; hạn cũ còn hiệu lực cho đến khi có trả lời.",
    )


@require_POST
@open_to(ANSWERING)
def delegate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand it to an agency below."""
    agency = own_agency(request)
    return take(
        request,
        pk,
        Act.DELEGATE,
        lambda row, form, by: delegate_assignment(assignment=row, for_agency=agency, **form.cleaned_data, **by),
        "Đã chuyển giao; cơ quan bạn vẫn chịu trách nhiệm cho đến khi việc được xác nhận.",
    )


@require_POST
@open_to(PROVING)
def prove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand in a link or a photo that shows what was done."""
    agency = own_agency(request)
    return take(
        request,
        pk,
        Act.PROVE,
        lambda row, form, by: hand_in_proof(assignment=row, for_agency=agency, handed_in=form.handed_in, **by),
        "Đã nộp tài liệu kiểm chứng; việc chờ xác nhận.",
    )
