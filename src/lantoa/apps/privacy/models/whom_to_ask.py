"""Whom people write to about the data on them: named by the province, never by the program."""

from django.db import models
from django.db.models import Q


class WhomToAsk(models.Model):
    """The agency that decides what data is kept for, and who there answers for it. One row at most; empty until the
    province says.
    """

    keeper = models.CharField(
        "cơ quan kiểm soát dữ liệu", max_length=200, help_text="Cơ quan quyết định giữ dữ liệu gì, để làm gì."
    )
    answers = models.CharField(
        "bộ phận hoặc người phụ trách bảo vệ dữ liệu cá nhân", max_length=200, blank=True,
        help_text="Theo quyết định phân công của cơ quan; chưa phân công thì để trống.",
    )  # fmt: skip
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    address = models.CharField("nơi tiếp", max_length=300, blank=True, help_text="Địa chỉ, giờ tiếp.")

    class Meta:
        verbose_name = "nơi hỏi về dữ liệu cá nhân"
        verbose_name_plural = "nơi hỏi về dữ liệu cá nhân"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="whom_to_ask_is_one")]

    def __str__(self) -> str:
        return self.keeper
