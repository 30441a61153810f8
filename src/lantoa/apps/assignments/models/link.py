"""Links by which an agency acts without an account."""

from datetime import datetime

from django.db import models

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Programme


class ReceiptLink(models.Model):
    """One agency may see, receive and prove its assignments of one programme, from the browser that opened it first.

    The address holds the signed key of this row; nothing that opens the link is stored.
    """

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.CASCADE, related_name="receipt_links")
    programme = models.ForeignKey(
        Programme, verbose_name="chương trình", on_delete=models.CASCADE, related_name="receipt_links"
    )
    sent_to = models.EmailField("gửi đến")
    made_at = models.DateTimeField("tạo lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    opened_at = models.DateTimeField("mở lúc", null=True, blank=True)
    # SHA-256 of the secret in the cookie of the browser that opened it; no other browser may use the link.
    browser_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    refusals = models.PositiveIntegerField("số lần bị từ chối", default=0)

    class Meta:
        verbose_name = "liên kết nhận việc"
        verbose_name_plural = "liên kết nhận việc"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.agency.short_name} · {self.sent_to}"

    def is_usable(self, at: datetime) -> bool:
        """Return whether it has neither expired nor been revoked."""
        return self.revoked_at is None and at < self.expires_at
