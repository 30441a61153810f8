"""People who enter: as little about them as the rules need, and when it is erased (Law 91/2025/QH15)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.models.contest import Audience, Contest
from lantoa.apps.privacy.models import ContactKind


class EntryCode(models.Model):
    """A code on its way to a contact: whoever has it speaks for that contact. It dies after a quarter of an hour, and
    the contact with it; the keyed hashes stay for a day, for the limits of asking.

    Used, it is the proof with which its browser fills in the entry form (views/entering.py).
    """

    contest = models.ForeignKey(Contest, verbose_name="cuộc thi", on_delete=models.CASCADE, related_name="entry_codes")
    contact_kind = models.CharField("loại liên hệ", max_length=7, choices=ContactKind.choices)
    contact = models.CharField("liên hệ", max_length=254)
    contact_sha256 = models.CharField("mã của liên hệ", max_length=64, db_index=True)
    # Keyed hash of the network address that asked (privacy/contacts.py).
    address_sha256 = models.CharField("mã địa chỉ mạng", max_length=64, blank=True, default="")
    code_sha256 = models.CharField("mã băm", max_length=64)
    tries = models.PositiveSmallIntegerField("số lần nhập sai", default=0)
    made_at = models.DateTimeField("tạo lúc")
    expires_at = models.DateTimeField("hết hạn lúc", db_index=True)
    used_at = models.DateTimeField("đã dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "mã xác nhận"
        verbose_name_plural = "mã xác nhận"
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["address_sha256", "made_at"], name="entry_code_address")]

    def __str__(self) -> str:
        return f"{self.get_contact_kind_display()} {self.made_at:%d/%m/%Y %H:%M}"


class Entrant(models.Model):
    """One person in one contest: one verified contact, or one official account. Erased, the row keeps no name, contact
    or year of birth, only what the published list needs.
    """

    contest = models.ForeignKey(Contest, verbose_name="cuộc thi", on_delete=models.PROTECT, related_name="entrants")
    # What stands for the person in the published list; drawn at random, known to the person.
    code = models.CharField("mã người thi", max_length=12, unique=True)
    audience = models.CharField("đối tượng", max_length=10, choices=Audience.choices)
    full_name = models.CharField("họ tên", max_length=120, blank=True)
    contact_kind = models.CharField("loại liên hệ", max_length=7, choices=ContactKind.choices)
    contact = models.CharField("liên hệ", max_length=254, blank=True)
    # Keyed hash of the contact (privacy/contacts.py): finds a second entry also after the contact was erased.
    contact_sha256 = models.CharField("mã của liên hệ", max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Officials: the unit they enter for. Citizens: the commune where they live.
    agency = models.ForeignKey(
        Agency, verbose_name="đơn vị hoặc xã, phường", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    consent_version = models.CharField("bản đồng ý", max_length=20)
    consented_at = models.DateTimeField("đồng ý lúc")
    entered_at = models.DateTimeField("vào thi lúc")
    extra_minutes = models.PositiveSmallIntegerField("số phút được thêm", default=0)
    extra_grounds = models.CharField("lý do thêm thời gian", max_length=300, blank=True)
    # None once nothing is left to erase.
    erase_on = models.DateField("xóa dữ liệu cá nhân từ ngày", null=True, blank=True, db_index=True)
    erased_at = models.DateTimeField("đã xóa lúc", null=True, blank=True)

    class Meta:
        verbose_name = "người thi"
        verbose_name_plural = "người thi"
        ordering = ["contest", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "contact_sha256"], name="entrant_once"),
            models.UniqueConstraint(
                fields=["contest", "user"], condition=Q(user__isnull=False), name="entrant_once_an_account"
            ),
        ]
        indexes = [models.Index(fields=["contest", "agency"], name="entrant_unit")]

    def __str__(self) -> str:
        return self.code
