"""Tickets and what came back: one response a ticket, held by the database."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.surveys.models.questionnaires import SurveyQuestion
from lantoa.apps.surveys.models.rounds import Stratum, SurveyRound


class Channel(models.TextChoices):
    """How somebody is asked."""

    LINK = "link", "liên kết riêng"
    DESK = "desk", "mã QR tại quầy"
    PHONE = "phone", "điện thoại"
    PAPER = "paper", "phiếu giấy"
    OPEN = "open", "trang mở cho mọi người"


class Ticket(models.Model):
    """The right to answer once. The secret itself is not stored, only its keyed hash; no ticket knows whose it is."""

    round = models.ForeignKey(
        SurveyRound, verbose_name="đợt khảo sát", on_delete=models.CASCADE, related_name="tickets"
    )
    stratum = models.ForeignKey(
        Stratum, verbose_name="nhóm mẫu", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    channel = models.CharField("cách hỏi", max_length=5, choices=Channel.choices)
    token_sha256 = models.CharField("mã băm của phiếu mời", max_length=64, unique=True)
    # Of paper forms and slips: what is printed beside the QR code, counted from 1 in the round.
    serial = models.PositiveIntegerField("số phiếu", null=True, blank=True)
    made_at = models.DateTimeField("phát lúc")
    opened_at = models.DateTimeField("mở lúc", null=True, blank=True)
    # Asked on the telephone, and refused or not reached.
    outcome = models.CharField("kết quả gọi", max_length=40, blank=True)
    void = models.BooleanField("đã hủy", default=False)

    class Meta:
        verbose_name = "phiếu mời"
        verbose_name_plural = "phiếu mời"
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "serial"], condition=Q(serial__isnull=False), name="ticket_serial_once"
            ),
        ]
        indexes = [models.Index(fields=["round", "stratum", "channel"], name="ticket_stratum_channel")]

    def __str__(self) -> str:
        return f"{self.round_id} · {self.serial or self.pk}"


class SurveyResponse(models.Model):
    """What one ticket answered; the primary key is the ticket, so that there is never a second."""

    ticket = models.OneToOneField(
        Ticket, verbose_name="phiếu mời", primary_key=True, on_delete=models.PROTECT, related_name="response"
    )
    # Copied from the ticket: what results are grouped by.
    round = models.ForeignKey(
        SurveyRound, verbose_name="đợt khảo sát", on_delete=models.PROTECT, related_name="responses"
    )
    stratum = models.ForeignKey(
        Stratum, verbose_name="nhóm mẫu", null=True, blank=True, on_delete=models.PROTECT, related_name="responses"
    )
    channel = models.CharField("cách hỏi", max_length=5, choices=Channel.choices)
    key = models.CharField("khóa chống gửi trùng", max_length=64)
    received_at = models.DateTimeField("nhận lúc")
    # Who typed a paper form or asked by telephone; None for whoever answered alone.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhập", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    consent_version = models.CharField("bản đồng ý", max_length=20, blank=True)
    excluded_reason = models.CharField("lý do loại", max_length=300, blank=True)
    excluded_at = models.DateTimeField("loại lúc", null=True, blank=True)
    # When free text is erased; None once nothing is left to erase.
    erase_on = models.DateField("xóa phần viết tự do từ ngày", null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = "phiếu trả lời"
        verbose_name_plural = "phiếu trả lời"
        ordering = ["round", "pk"]
        indexes = [models.Index(fields=["round", "stratum"], name="survey_response_stratum")]

    def __str__(self) -> str:
        return f"{self.round_id} · {self.pk}"


class ResponseValue(models.Model):
    """One answer of a response: one row for each value chosen, or the free text."""

    response = models.ForeignKey(
        SurveyResponse, verbose_name="phiếu trả lời", on_delete=models.CASCADE, related_name="values"
    )
    question = models.ForeignKey(
        SurveyQuestion, verbose_name="câu hỏi khảo sát", on_delete=models.PROTECT, related_name="values"
    )
    value = models.CharField("giá trị", max_length=20, blank=True)
    text = models.TextField("viết tự do", max_length=2000, blank=True)

    class Meta:
        verbose_name = "câu trả lời khảo sát"
        verbose_name_plural = "câu trả lời khảo sát"
        ordering = ["response", "question", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "value"], name="response_value_once"),
        ]
        indexes = [models.Index(fields=["question", "value"], name="response_value_question")]

    def __str__(self) -> str:
        return f"{self.response_id} · {self.question_id}"
