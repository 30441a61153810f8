"""Which publication answers which theme, and which duty it may fulfil; proposed by the engine, decided by a person."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.models import Article, Page
from lantoa.apps.newsroom.models import StoryPage


class Decision(models.TextChoices):
    """What a person said of a proposal."""

    PROPOSED = "proposed", "chờ xác nhận"
    CONFIRMED = "confirmed", "đã xác nhận"
    REJECTED = "rejected", "không tính"


class Reading(models.Model):
    """That the engine has compared an article, as its text then was, with the themes of a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="readings")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="readings")
    text_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField("đối chiếu lúc")

    class Meta:
        verbose_name = "lần đối chiếu"
        verbose_name_plural = "lần đối chiếu"
        constraints = [models.UniqueConstraint(fields=["programme", "article"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.article} · {self.programme}"


class ThemeMatchQuerySet(models.QuerySet["ThemeMatch"]):
    def counted(self) -> Self:
        """Return the matches that count as coverage: all but those a person rejected."""
        return self.exclude(decision=Decision.REJECTED)


class ThemeMatch(models.Model):
    """An article answers a theme: the engine's score and the phrases that decided, and a person's decision."""

    article = models.ForeignKey(Article, verbose_name="tin, bài", on_delete=models.CASCADE, related_name="matches")
    theme = models.ForeignKey(Theme, verbose_name="nội dung", on_delete=models.CASCADE, related_name="matches")
    score = models.FloatField("điểm")
    phrases = models.JSONField("cụm từ quyết định", default=list)
    decision = models.CharField(
        "kết luận", max_length=10, choices=Decision.choices, default=Decision.PROPOSED, db_index=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người kết luận", null=True, blank=True, on_delete=models.PROTECT
    )
    decided_at = models.DateTimeField("kết luận lúc", null=True, blank=True)

    objects = ThemeMatchQuerySet.as_manager()

    class Meta:
        verbose_name = "bài theo nội dung"
        verbose_name_plural = "bài theo nội dung"
        ordering = ["-score", "article"]
        constraints = [
            models.UniqueConstraint(fields=["article", "theme"], name="theme_match_once"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="theme_match_score_is_ratio"),
            models.CheckConstraint(
                condition=Q(decision="proposed") | Q(decided_at__isnull=False), name="theme_match_decision_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} → {self.theme.code}"


class Fulfilment(models.Model):
    """An article may fulfil an assignment of its agency; it counts once a person has confirmed the article."""

    article = models.ForeignKey(Article, verbose_name="tin, bài", on_delete=models.CASCADE, related_name="fulfilments")
    assignment = models.ForeignKey(
        Assignment, verbose_name="việc được giao", on_delete=models.CASCADE, related_name="fulfilments"
    )
    decision = models.CharField("kết luận", max_length=10, choices=Decision.choices, default=Decision.PROPOSED)

    class Meta:
        verbose_name = "bài theo việc được giao"
        verbose_name_plural = "bài theo việc được giao"
        constraints = [models.UniqueConstraint(fields=["article", "assignment"], name="fulfilment_once")]

    def __str__(self) -> str:
        return f"{self.article} → {self.assignment}"


class OwnStory(models.Model):
    """What became of a portal's own published story as a publication: the page kept of it, and of which version.

    A published story without a row, or with another version, is due; so is one whose `due_at` has passed.
    """

    story = models.OneToOneField(
        StoryPage, verbose_name="bài", null=True, on_delete=models.SET_NULL, related_name="own_story"
    )
    page = models.OneToOneField(
        Page, verbose_name="trang", null=True, blank=True, on_delete=models.CASCADE, related_name="own_story"
    )
    # The key of the published version that was taken, 0 for a story published without one.
    revision = models.PositiveBigIntegerField("bản đã lấy", default=0)
    taken_at = models.DateTimeField("lấy lúc")
    # When to try again what could not be taken; null when there is nothing to try.
    due_at = models.DateTimeField("thử lại lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("thấy đã gỡ lúc", null=True, blank=True)
    note = models.CharField("lưu ý", max_length=300, blank=True)

    class Meta:
        verbose_name = "bài của chuyên trang"
        verbose_name_plural = "bài của chuyên trang"

    def __str__(self) -> str:
        return str(self.story or self.page)


class AskedUse(models.Model):
    """What was made of something that citizens ask: a story planned, a question drafted, everyday words added, or that
    nothing need be made; the newest of each kind.
    """

    class Kind(models.TextChoices):
        STORY = "story", "bài dự kiến"
        QUESTION = "question", "câu hỏi thi"
        WORDS = "words", "cách gọi hằng ngày"
        IGNORED = "ignored", "bỏ qua"

    # "words:lam giay nuoi trau", "sector:4", "procedure:12".
    subject = models.CharField("điều người dân hỏi", max_length=120)
    kind = models.CharField("đã làm", max_length=8, choices=Kind.choices)
    # Of the planned story, the question, the procedure; what it is called stands beside it, should that go.
    target = models.PositiveBigIntegerField("khóa của việc đã làm", default=0)
    title = models.CharField("tên của việc đã làm", max_length=255, blank=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "việc làm từ điều người dân hỏi"
        verbose_name_plural = "việc làm từ điều người dân hỏi"
        constraints = [models.UniqueConstraint(fields=["subject", "kind"], name="asked_use_once")]

    def __str__(self) -> str:
        return self.title or self.subject
