"""What people ask about the data on them, and who looked at personal data (Law 91/2025/QH15, Decree 356/2025)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.privacy.encryption import EncryptedTextField


class DataRequest(models.Model):
    """A person asks for a copy of, or the end of, everything that is held on him; answered once the contact is proved.

    Answered or refused, the row keeps neither contact nor its hash, only that it was asked and when it was done.
    """

    class Kind(models.TextChoices):
        COPY = "copy", "xin bản sao"
        CORRECT = "correct", "xin sửa"
        OBJECT = "object", "phản đối, xin hạn chế"
        WITHDRAW = "withdraw", "rút lại sự đồng ý"
        ERASE = "erase", "xin xóa"

    class State(models.TextChoices):
        UNPROVED = "unproved", "chờ xác nhận liên hệ"
        OPEN = "open", "chờ giải quyết"
        DONE = "done", "đã giải quyết"
        REFUSED = "refused", "từ chối"
        EXPIRED = "expired", "không xác nhận"

    code = models.CharField("mã yêu cầu", max_length=16, unique=True)
    kind = models.CharField("loại yêu cầu", max_length=8, choices=Kind.choices)
    state = models.CharField("trạng thái", max_length=8, choices=State.choices, default=State.UNPROVED)
    contact = EncryptedTextField("liên hệ", blank=True)
    # privacy.contacts.contact_sha256: finds the person's rows in every table.
    contact_sha256 = models.CharField("mã của liên hệ", max_length=64, blank=True)
    words = models.TextField("điều muốn nói", max_length=2000, blank=True)
    asked_at = models.DateTimeField("yêu cầu lúc")
    proved_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    due_on = models.DateField("hạn giải quyết", null=True, blank=True)
    due_words = models.TextField("cách tính hạn", blank=True)
    done_at = models.DateTimeField("giải quyết lúc", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người giải quyết", null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    outcome = models.TextField("kết quả", max_length=2000, blank=True)
    # What was found and erased, by table: {"feedback.FeedbackContact": 2}.
    counts = models.JSONField("số dòng", default=dict, blank=True)

    class Meta:
        verbose_name = "yêu cầu về dữ liệu cá nhân"
        verbose_name_plural = "yêu cầu về dữ liệu cá nhân"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["done", "refused"]) | Q(done_at__isnull=False),
                name="data_request_done_has_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="data_request_due")]

    def __str__(self) -> str:
        return self.code


class PersonalAccess(models.Model):
    """Somebody of the staff looked at personal data: whose (by the row it stands in), why, when. Never the data."""

    at = models.DateTimeField("lúc", db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người xem", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # As actor_words has it: outlives the account.
    who = models.CharField("tên người xem", max_length=200)
    table = models.CharField("bảng", max_length=100)
    row = models.CharField("dòng", max_length=64)
    reason = models.CharField("lý do xem", max_length=300, blank=True)

    class Meta:
        verbose_name = "lượt xem dữ liệu cá nhân"
        verbose_name_plural = "lượt xem dữ liệu cá nhân"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["table", "row"], name="personal_access_row")]

    def __str__(self) -> str:
        return f"{self.who} · {self.table} {self.row}"
