"""What an agency shows to prove that it has done a duty."""

from django.db import models
from django.db.models import Q

from lantoa.apps.assignments.models.assignment import Assignment


class Proof(models.Model):
    """A link or a photo given for an assignment; added, never changed. The key makes sending twice harmless."""

    class Kind(models.TextChoices):
        LINK = "link", "liên kết"
        PHOTO = "photo", "ảnh"

    assignment = models.ForeignKey(
        Assignment, verbose_name="việc được giao", on_delete=models.PROTECT, related_name="proofs"
    )
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField("loại", max_length=8, choices=Kind.choices)
    url = models.URLField("địa chỉ", max_length=500, blank=True)
    # Relative to settings.PROOFS_DIR; named by the hash of its bytes.
    file = models.CharField("tệp", max_length=100, blank=True)
    sha256 = models.CharField("SHA-256 của tệp", max_length=64, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    given_by = models.CharField("người nộp", max_length=200)
    given_at = models.DateTimeField("nộp lúc")

    class Meta:
        verbose_name = "tài liệu kiểm chứng"
        verbose_name_plural = "tài liệu kiểm chứng"
        ordering = ["given_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="link", file="") & ~Q(url=""))
                | (Q(kind="photo", url="") & ~Q(file="") & ~Q(sha256="")),
                name="proof_is_link_or_photo",
            )
        ]

    def __str__(self) -> str:
        return self.url or self.file
