"""Administrative procedures as people need them: what it is for, what to bring, where, how long, how much."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.models.law import LegalDocument
from lantoa.apps.services.models.sectors import Sector


class OnlineLevel(models.TextChoices):
    """How far a procedure can be done online (Decree 42/2022/NĐ-CP); "mức độ 3, 4" of before are mapped on import."""

    WHOLE = "whole", "toàn trình"
    PART = "part", "một phần"
    NONE = "none", "nộp trực tiếp"


class Level(models.TextChoices):
    """Where a procedure is carried out."""

    COMMUNE = "commune", "cấp xã"
    DISTRICT = "district", "cấp huyện (đến 30/6/2025)"
    PROVINCE = "province", "cấp tỉnh"
    CENTRAL = "central", "cơ quan trung ương"


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def public_on(self, day: date) -> Self:
        """Return what the public guide shows on that day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day),
                           state=Procedure.State.PUBLISHED)  # fmt: skip


class Procedure(models.Model):
    """One procedure in plain words. What no source states stays empty, and the page says so."""

    class State(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        PUBLISHED = "published", "đang công khai"
        RETIRED = "retired", "thôi dùng"

    slug = models.SlugField("mã", max_length=80, unique=True)
    # In the national database of procedures, as "1.001193"; "" where it is not known for certain.
    code = models.CharField("mã trong cơ sở dữ liệu quốc gia", max_length=20, blank=True)
    name = models.CharField("tên chính thức", max_length=300)
    plain_title = models.CharField("tên dễ hiểu", max_length=160)
    everyday_words = models.JSONField("cách gọi hằng ngày", default=list, blank=True)
    sector = models.ForeignKey(Sector, verbose_name="lĩnh vực", on_delete=models.PROTECT, related_name="procedures")
    level = models.CharField("thực hiện ở", max_length=8, choices=Level.choices)
    online = models.CharField("trực tuyến", max_length=5, choices=OnlineLevel.choices, blank=True)
    summary = models.TextField("để làm gì", max_length=600)
    who = models.TextField("ai làm được", max_length=1500, blank=True)
    where = models.TextField("nộp ở đâu", max_length=1500, blank=True)
    # How long it takes: in words, and as working days where a source states a number of them.
    time_words = models.CharField("thời gian giải quyết", max_length=400, blank=True)
    working_days = models.PositiveSmallIntegerField("số ngày làm việc", null=True, blank=True)
    fee_words = models.CharField("về phí, lệ phí", max_length=400, blank=True)
    result = models.CharField("nhận được gì", max_length=300, blank=True)
    notes = models.TextField("cần lưu ý", max_length=2000, blank=True)
    # Of this procedure in the national portal of public services; "" where it is not known for certain.
    portal_address = models.URLField("địa chỉ trên Cổng Dịch vụ công quốc gia", max_length=500, blank=True)
    source = models.CharField("nguồn", max_length=500)
    # Who keeps it right, and when that was last done.
    owner = models.ForeignKey(
        Agency, verbose_name="cơ quan giữ nội dung", null=True, blank=True, on_delete=models.PROTECT,
        related_name="procedures",
    )  # fmt: skip
    checked_on = models.DateField("kiểm tra ngày", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người kiểm tra", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_to = models.DateField("áp dụng đến hết ngày", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=9, choices=State.choices, default=State.DRAFT)
    folded = models.TextField(editable=False, default="")
    made_at = models.DateTimeField("tạo lúc")
    changed_at = models.DateTimeField("sửa lúc")
    # Rises with every change: a form that was opened on an older version is told so.
    version = models.PositiveIntegerField("bản", default=1, editable=False)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "thủ tục hành chính"
        verbose_name_plural = "thủ tục hành chính"
        ordering = ["plain_title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="procedure_code_once"),
        ]
        indexes = [
            models.Index(fields=["state", "sector"], name="procedure_state_sector"),
            models.Index(fields=["owner", "checked_on"], name="procedure_owner_checked"),
        ]

    def __str__(self) -> str:
        return self.plain_title


class Requirement(models.Model):
    """One paper a procedure asks for."""

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục hành chính", on_delete=models.CASCADE, related_name="requirements"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("giấy tờ", max_length=400)
    # Only when this holds: "nếu cha mẹ đã đăng ký kết hôn"; "" = always.
    only_if = models.CharField("chỉ khi", max_length=200, blank=True)
    copies = models.CharField("số bản", max_length=80, blank=True)
    note = models.CharField("ghi chú", max_length=400, blank=True)

    class Meta:
        verbose_name = "giấy tờ cần có"
        verbose_name_plural = "giấy tờ cần có"
        ordering = ["procedure", "position"]
        constraints = [models.UniqueConstraint(fields=["procedure", "position"], name="requirement_position_once")]

    def __str__(self) -> str:
        return self.name[:80]


class ProcedureStep(models.Model):
    """One thing one does, in its order."""

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục hành chính", on_delete=models.CASCADE, related_name="steps"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.TextField("việc phải làm", max_length=1000)

    class Meta:
        verbose_name = "bước thực hiện"
        verbose_name_plural = "bước thực hiện"
        ordering = ["procedure", "position"]
        constraints = [models.UniqueConstraint(fields=["procedure", "position"], name="procedure_step_position_once")]

    def __str__(self) -> str:
        return self.text[:80]


class Fee(models.Model):
    """What one pays in one case."""

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục hành chính", on_delete=models.CASCADE, related_name="fees"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("khoản", max_length=300)
    # None: no source states it.
    amount_dong = models.PositiveIntegerField("số tiền (đồng)", null=True, blank=True)
    # When filed online, where that is another amount.
    online_dong = models.PositiveIntegerField("khi nộp trực tuyến (đồng)", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=400, blank=True)

    class Meta:
        verbose_name = "phí, lệ phí"
        verbose_name_plural = "phí, lệ phí"
        ordering = ["procedure", "position"]
        constraints = [models.UniqueConstraint(fields=["procedure", "position"], name="fee_position_once")]

    def __str__(self) -> str:
        return self.name[:80]


class ProcedureBasis(models.Model):
    """Where in the law a procedure stands."""

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục hành chính", on_delete=models.CASCADE, related_name="bases"
    )
    document = models.ForeignKey(
        LegalDocument, verbose_name="văn bản pháp luật", on_delete=models.PROTECT, related_name="procedure_bases"
    )
    article = models.CharField("điều, khoản", max_length=160, blank=True)

    class Meta:
        verbose_name = "căn cứ pháp lý"
        verbose_name_plural = "căn cứ pháp lý"
        ordering = ["procedure", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "document", "article"], name="procedure_basis_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.article}".strip()


class ProcedureImport(models.Model):
    """A file of procedures that was uploaded and is looked at before anything of it is stored; kept until it expires.

    `items` holds what was read, procedure by procedure, with what is wrong; after the import only the left-over ones.
    """

    class Form(models.TextChoices):
        WORKBOOK = "xlsx", "Excel"
        JSON = "json", "JSON"

    form = models.CharField("dạng tệp", max_length=4, choices=Form.choices)
    file_name = models.CharField("tên tệp", max_length=250)
    file_sha256 = models.CharField("SHA-256 của tệp", max_length=64)
    items = models.JSONField("thủ tục đọc được", default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người tải lên", on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    applied_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    counts = models.JSONField("số thủ tục", default=dict)

    class Meta:
        verbose_name = "lần nhập thủ tục"
        verbose_name_plural = "lần nhập thủ tục"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
