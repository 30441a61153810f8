"""Duties given to agencies."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.states import OPEN, OWED, State
from lantoa.apps.directives.models import Duty, Programme


class Capacity(models.TextChoices):
    """Whether an agency answers for a duty or helps the one that does."""

    LEAD = "lead", "chủ trì"
    SUPPORT = "support", "phối hợp"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def of_programme(self, programme: Programme) -> Self:
        return self.filter(duty__theme__programme=programme)

    def of_agency(self, agency: Agency | None) -> Self:
        """Return the agency's assignments; none at all for None, so that a stranger sees nothing."""
        return self.filter(agency=agency) if agency else self.none()

    def given(self) -> Self:
        """Return what has left the programme officer's desk; an agency never sees its drafts."""
        return self.exclude(state=State.DRAFTED)

    def open(self) -> Self:
        """Return what is with the agency and not done."""
        return self.filter(state__in=OPEN)

    def owed(self) -> Self:
        """Return what counts as owed in coverage: given, not cancelled, and as lead."""
        return self.filter(state__in=OWED, capacity=Capacity.LEAD)

    def late(self, today: date) -> Self:
        """Return the open ones whose due date has passed; those without a due date are never late."""
        return self.open().filter(due_date__lt=today)


# Lists show first what presses: open with a due date (the earliest first, so the late ones), open without one, what
# waits for the officers, drafts, what is finished. The database keeps the number, so that an index can order by it.
_URGENCY = Case(
    When(state__in=sorted(OPEN), due_date__isnull=False, then=Value(0)),
    When(state__in=sorted(OPEN), then=Value(1)),
    When(state=State.REFUSED, then=Value(2)),
    When(state=State.FULFILLED, then=Value(3)),
    When(state=State.DRAFTED, then=Value(4)),
    When(state=State.CONFIRMED, then=Value(5)),
    default=Value(6),
)


class Assignment(models.Model):
    """One duty given to one agency, and how far it has come."""

    duty = models.ForeignKey(Duty, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="assignments")
    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="assignments")
    capacity = models.CharField("vai trò", max_length=8, choices=Capacity.choices, default=Capacity.LEAD)
    state = models.CharField("trạng thái", max_length=16, choices=State.choices, default=State.DRAFTED)
    # Why it was refused, returned or cancelled last.
    reason = models.CharField("lý do", max_length=500, blank=True)
    # Taken from the duty when drafted; the programme officer may ask something else of one agency.
    product = models.CharField("sản phẩm", max_length=500, null=True, blank=True)
    quantity = models.PositiveIntegerField("số lượng", null=True, blank=True)
    due_date = models.DateField("hạn", null=True, blank=True)
    # How the due date was counted, when it was: so many working days after the day; a changed calendar counts anew.
    due_from = models.DateField("tính từ ngày", null=True, blank=True)
    due_working_days = models.PositiveSmallIntegerField("số ngày làm việc", null=True, blank=True)
    delegated_from = models.ForeignKey(
        "self", verbose_name="chuyển giao từ", null=True, blank=True, on_delete=models.PROTECT, related_name="delegated"
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    received_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    fulfilled_at = models.DateTimeField("thực hiện lúc", null=True, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    # The next moment at which the sweep looks at it for a reminder; None when nothing more is to be said.
    remind_at = models.DateTimeField("nhắc lúc", null=True, blank=True, editable=False)
    # Up to when the steps of the ladder have been taken.
    reminded_at = models.DateTimeField("đã nhắc đến", null=True, blank=True, editable=False)
    urgency = models.GeneratedField(expression=_URGENCY, output_field=models.SmallIntegerField(), db_persist=True)

    State = State
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "việc được giao"
        verbose_name_plural = "việc được giao"
        ordering = ["duty__theme__position", "agency__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "agency"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "cancelled"]) | Q(sent_at__isnull=False),
                name="assignment_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(received_at__isnull=False), name="assignment_received_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="fulfilled") | Q(fulfilled_at__isnull=False), name="assignment_fulfilled_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False), name="assignment_confirmed_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "returned"]) | ~Q(reason=""), name="assignment_refusal_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(due_working_days=None, due_from=None)
                | Q(due_working_days__isnull=False, due_from__isnull=False, due_date__isnull=False),
                name="assignment_counted_due_date_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state"], name="assignment_agency_state"),
            models.Index(fields=["state", "due_date"], name="assignment_state_due"),
            # Whom a changed day of the calendar moves.
            models.Index(
                fields=["state", "due_date", "due_from"],
                condition=Q(due_working_days__isnull=False),
                name="assignment_counted",
            ),
            models.Index(fields=["urgency", "due_date", "id"], name="assignment_by_urgency"),
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="assignment_remind_at"),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name}: {self.duty}"

    def is_late(self, today: date) -> bool:
        """Return whether it is open and its due date has passed."""
        return self.state in OPEN and self.due_date is not None and self.due_date < today
