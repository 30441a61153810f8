"""Sectors: by them procedures are found and feedback is sorted."""

from django.db import models


class Sector(models.Model):
    """A sector of public life as people know it: civil status, land, residence, attitude of officials …"""

    slug = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=120, unique=True)
    # What people write when they mean it, for routing and search: ["giấy khai sinh", "hộ khẩu"].
    everyday_words = models.JSONField("cách gọi hằng ngày", default=list, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    for_procedures = models.BooleanField("dùng cho thủ tục", default=True)
    for_feedback = models.BooleanField("dùng cho phản ánh", default=True)

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
