"""The audit trail, one row for every act that changes data; the outbox, one row for every mail or short message that
leaves.
"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lantoa.core.archive import Act


class AuditTrailChanged(TypeError):
    """Somebody tried to change or delete a row of the audit trail."""


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **values: Any) -> int:
        raise AuditTrailChanged("rows of the audit trail are added, never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AuditTrailChanged("rows of the audit trail are added, never deleted")


class AuditEntry(models.Model):
    """Who did what to which row, when and from where; rows are added, never changed.

    The actor is kept as the words known then, not as a key: an entry outlives the account it speaks of. The seal
    (position, hash of the entry before, own hash) is set once, right after the act is stored; see actions/sealing.py.
    Triggers of the database refuse what these methods refuse.
    """

    at = models.DateTimeField("lúc", db_index=True)
    actor = models.CharField("người thực hiện", max_length=200)
    origin = models.CharField("từ đâu", max_length=60, blank=True)
    act = models.CharField("hành vi", max_length=100)
    subject_type = models.CharField("loại đối tượng", max_length=100)
    subject_id = models.CharField("khóa của đối tượng", max_length=64)
    detail = models.JSONField("chi tiết", default=dict)
    position = models.PositiveBigIntegerField("thứ tự trong chuỗi", null=True, unique=True, editable=False)
    previous_sha256 = models.CharField("SHA-256 của dòng trước", max_length=64, blank=True, editable=False)
    sha256 = models.CharField("SHA-256 của dòng", max_length=64, blank=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject"),
            models.Index(fields=["id"], condition=Q(position=None), name="audit_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.act} · {self.actor}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AuditTrailChanged("rows of the audit trail are added, never changed")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise AuditTrailChanged("rows of the audit trail are added, never deleted")

    def as_act(self) -> Act:
        """Return what the seal covers."""
        return Act(
            at=self.at,
            actor=self.actor,
            origin=self.origin,
            act=self.act,
            subject_type=self.subject_type,
            subject_id=self.subject_id,
            detail=self.detail,
        )


class AuditSeal(models.Model):
    """Where the chain of the audit trail ends: one row, held by whoever seals; position 0 before the first entry."""

    position = models.PositiveBigIntegerField("dòng cuối", default=0)
    sha256 = models.CharField("SHA-256 của dòng cuối", max_length=64, blank=True)

    class Meta:
        verbose_name = "đầu chuỗi"
        verbose_name_plural = "đầu chuỗi"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="audit_seal_is_one")]

    def __str__(self) -> str:
        return f"{self.position} {self.sha256[:12]}"


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: datetime) -> Self:
        """Return the waiting messages whose time has come and that no living worker holds."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=at), state=Message.State.WAITING, due_at__lte=at)

    def listed(self) -> Self:
        """Return the messages that the ledger lists: of those that live some minutes only, the ones with a fault. How
        many codes go out tells how many enter a contest, which nobody may know before it is closed.
        """
        return self.filter(Q(delete_at=None) | ~Q(reason=""))


class Message(models.Model):
    """One mail to one address, or one short message to one telephone, and how far it has come; the key tells what it
    speaks of, so that it goes out once.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "thư điện tử"
        SMS = "sms", "tin nhắn"

    class State(models.TextChoices):
        WAITING = "waiting", "chờ gửi"
        SENT = "sent", "đã gửi"
        FAILED = "failed", "không gửi được"
        CANCELLED = "cancelled", "đã hủy"

    key = models.CharField(max_length=200, unique=True)
    channel = models.CharField("gửi bằng", max_length=5, choices=Channel.choices, default=Channel.EMAIL)
    # An address, or a telephone number as one dials it: 0905123456.
    to = models.CharField("gửi đến", max_length=254)
    subject = models.CharField("tiêu đề", max_length=250)
    text = models.TextField("nội dung")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField("tạo lúc")
    due_at = models.DateTimeField("gửi từ lúc")
    lease_until = models.DateTimeField("đang được gửi đến", null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    reason = models.CharField("lỗi", max_length=500, blank=True)
    sent_at = models.DateTimeField("đã gửi lúc", null=True, blank=True)
    # What is good for some minutes only, such as a code: it waits for no other message, and the row is deleted from
    # then on, sent or not.
    delete_at = models.DateTimeField("xóa từ lúc", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_has_time")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="message_due"),
            models.Index(fields=["delete_at"], condition=Q(delete_at__isnull=False), name="message_delete"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class PublicChange(models.Model):
    """Something that public pages show has changed: "story:12", "coverage". Written in the transaction of the change.

    Whoever keeps something derived (page caches, the search index) reads the rows that are new since the last look. On
    PostgreSQL rows of transactions that overlap appear out of order, so a reader looks back over the last minutes too.
    """

    subject = models.CharField("về", max_length=100)
    at = models.DateTimeField("lúc", db_index=True)

    class Meta:
        verbose_name = "thay đổi công khai"
        verbose_name_plural = "thay đổi công khai"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.subject} {self.at:%d/%m/%Y %H:%M:%S}"


class LimitWindow(models.Model):
    """One stretch of time in which something is counted, with the key of its hashes; both are deleted after it."""

    name = models.CharField("việc được đếm", max_length=60)
    seconds = models.PositiveIntegerField("dài (giây)")
    number = models.PositiveBigIntegerField("thứ tự")
    # Random, of this window only: once the row is gone, nothing tells whose hashes these were.
    secret = models.CharField("khóa băm", max_length=64, editable=False)
    ends_at = models.DateTimeField("hết lúc", db_index=True)

    class Meta:
        verbose_name = "khoảng đếm lượt"
        verbose_name_plural = "khoảng đếm lượt"
        constraints = [models.UniqueConstraint(fields=["name", "seconds", "number"], name="limit_window_once")]

    def __str__(self) -> str:
        return f"{self.name} · {self.ends_at:%d/%m/%Y %H:%M}"


class LimitCount(models.Model):
    """How often one key, known by its hash only, has done something within a window."""

    window = models.ForeignKey(
        LimitWindow, verbose_name="khoảng đếm lượt", on_delete=models.CASCADE, related_name="counts"
    )
    digest = models.CharField("mã băm", max_length=64)
    taken = models.PositiveIntegerField("số lượt", default=0)

    class Meta:
        verbose_name = "số lượt đã dùng"
        verbose_name_plural = "số lượt đã dùng"
        constraints = [models.UniqueConstraint(fields=["window", "digest"], name="limit_count_once")]

    def __str__(self) -> str:
        return f"{self.window_id} · {self.taken}"
