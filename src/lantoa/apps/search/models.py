"""What people search for in vain: words and counts by day, nothing of persons. The index itself is no table."""

from django.db import models


class SearchMiss(models.Model):
    """Words that found nothing, or nothing with all of them, on one day; how often at least.

    A page that is kept is not counted again (portal/page_cache), and one connection counts once a day for the same
    words, so the count is a lower bound. `found_times` is how often words once searched for in vain were found since.
    Words that could name somebody are never stored (misses.py). Rows are deleted after a year.
    """

    class Kind(models.TextChoices):
        NOTHING = "nothing", "không có kết quả"
        POOR = "poor", "không mục nào đủ các chữ"

    day = models.DateField("ngày")
    # What two ways of typing share; the words are as somebody typed them first.
    folded = models.CharField("chữ đã bỏ dấu", max_length=100)
    words = models.CharField("lời tìm", max_length=100)
    kind = models.CharField("kết quả", max_length=7, choices=Kind.choices)
    times = models.PositiveIntegerField("số lượt", default=0)
    found_times = models.PositiveIntegerField("số lượt nay đã thấy", default=0)

    class Meta:
        verbose_name = "lượt tìm không thấy"
        verbose_name_plural = "lượt tìm không thấy"
        ordering = ["-day", "-times"]
        indexes = [models.Index(fields=["folded"], name="search_miss_folded")]
        constraints = [models.UniqueConstraint(fields=["day", "folded"], name="search_miss_once_a_day")]

    def __str__(self) -> str:
        return self.words
