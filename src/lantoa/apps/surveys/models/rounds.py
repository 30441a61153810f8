"""Rounds of a survey: when, of whom, how many are wanted of each stratum and how many people it stands for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.services.models import Procedure
from lantoa.apps.surveys.models.questionnaires import Questionnaire

# Where the public reads results.
PUBLIC_ADDRESS = "/khao-sat/"


class SurveyRound(models.Model):
    """One round: open from a moment to another; its results appear when it is published."""

    class State(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        OPEN = "open", "đang khảo sát"
        CLOSED = "closed", "đã khóa"
        PUBLISHED = "published", "đã công bố"

    slug = models.SlugField("mã", max_length=80, unique=True)
    title = models.CharField("tên đợt", max_length=160)
    questionnaire = models.ForeignKey(
        Questionnaire, verbose_name="bảng hỏi", on_delete=models.PROTECT, related_name="rounds"
    )
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan chủ trì", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    programme = models.ForeignKey(
        Programme, verbose_name="chương trình", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    themes = models.ManyToManyField(Theme, verbose_name="nội dung tuyên truyền", blank=True, related_name="+")
    # The round this one is compared with.
    previous = models.ForeignKey(
        "self", verbose_name="đợt trước", null=True, blank=True, on_delete=models.SET_NULL, related_name="following"
    )
    opens_at = models.DateTimeField("mở lúc")
    closes_at = models.DateTimeField("khóa lúc")
    state = models.CharField("trạng thái", max_length=9, choices=State.choices, default=State.DRAFT)
    # Whoever opens the round's public address may answer (one ticket a browser); marked apart in the results.
    open_to_all = models.BooleanField("ai cũng trả lời được", default=False)
    # Below so many answers a figure is not shown.
    least_shown = models.PositiveSmallIntegerField("số phiếu ít nhất để nêu kết quả", default=30)
    keeps_months = models.PositiveSmallIntegerField("giữ câu trả lời viết tự do (tháng)", default=12)
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    illustrative = models.BooleanField("minh họa", default=False, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người lập", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField("lập lúc")
    version = models.PositiveIntegerField("bản", default=1, editable=False)

    class Meta:
        verbose_name = "đợt khảo sát"
        verbose_name_plural = "đợt khảo sát"
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="survey_round_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="survey_round_published_has_time"
            ),
            models.CheckConstraint(condition=Q(least_shown__gte=5), name="survey_round_least_shown"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public_address(self) -> str:
        """Return the path of the page on which the public reads its results."""
        return f"{PUBLIC_ADDRESS}{self.slug}/"


class Stratum(models.Model):
    """One part of those who are asked: who used this service at this agency. Its people weigh what it answers."""

    round = models.ForeignKey(SurveyRound, verbose_name="đợt khảo sát", on_delete=models.CASCADE, related_name="strata")
    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục hành chính", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # How many responses are wanted.
    quota = models.PositiveIntegerField("số phiếu cần có", default=0)
    # How many people used it in the time the round speaks of: None where nobody states it; then it is not weighted.
    population = models.PositiveIntegerField("số lượt giải quyết hồ sơ", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)

    class Meta:
        verbose_name = "nhóm mẫu"
        verbose_name_plural = "nhóm mẫu"
        ordering = ["round", "agency", "procedure"]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency", "procedure"], name="stratum_once"),
            models.UniqueConstraint(
                fields=["round", "agency"], condition=Q(procedure=None), name="stratum_of_all_procedures_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} · {self.procedure or 'mọi thủ tục'}"
