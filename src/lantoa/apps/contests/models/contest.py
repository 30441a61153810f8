"""A contest: who may enter, how often, how it is decided, what is won. Everything its rules page says is here."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.models import PortalPage

# Where the public site, which stands above, shows contests (portal/urls.py); taken in settings.RESERVED_SLUGS.
CONTESTS_ADDRESS = "/cuoc-thi/"


class Audience(models.TextChoices):
    """Who answers: each audience may have papers, prizes and a ranking of its own."""

    OFFICIALS = "officials", "cán bộ, công chức, viên chức"
    CITIZENS = "citizens", "người dân"


class ContestQuerySet(models.QuerySet["Contest"]):
    def public(self) -> Self:
        """Return the contests that the public may see: announced, or called off after they were."""
        return self.exclude(announced_at=None)


class Contest(models.Model):
    """One contest. Its rules are sealed when it is announced; each later change is a version that everybody sees."""

    class Prediction(models.TextChoices):
        NONE = "none", "không có câu dự đoán"
        ENTRANTS = "entrants", "số người thi trong vòng"
        PERFECT = "perfect", "số người trả lời đúng tất cả các câu"

    class UnitRanking(models.TextChoices):
        NONE = "none", "không xếp hạng đơn vị"
        PARTICIPATION = "participation", "theo tỷ lệ tham gia"
        AVERAGE = "average", "theo điểm trung bình"
        BOTH = "both", "theo tỷ lệ tham gia và điểm trung bình"

    programme = models.ForeignKey(
        Programme, verbose_name="chương trình", on_delete=models.PROTECT, related_name="contests"
    )
    portal = models.ForeignKey(PortalPage, verbose_name="chuyên trang", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, verbose_name="đơn vị tổ chức", on_delete=models.PROTECT, related_name="contests")
    title = models.CharField("tên cuộc thi", max_length=200)
    slug = models.SlugField("địa chỉ", max_length=80, unique=True)
    introduction = models.TextField("giới thiệu", max_length=2000, blank=True)
    contact = models.TextField("hỏi ban tổ chức ở đâu", max_length=500, blank=True)

    officials = models.BooleanField("cán bộ, công chức, viên chức được thi", default=True)
    citizens = models.BooleanField("người dân được thi", default=True)
    least_age = models.PositiveSmallIntegerField("từ đủ bao nhiêu tuổi", null=True, blank=True)
    most_age = models.PositiveSmallIntegerField("đến hết bao nhiêu tuổi", null=True, blank=True)
    # Which place a citizen must live in, as the rules say it; the communes one chooses from are those of the register.
    place = models.CharField("nơi ở của người dân", max_length=200, blank=True)

    attempts_allowed = models.PositiveSmallIntegerField("số lượt thi mỗi vòng", default=1)
    minutes_allowed = models.PositiveSmallIntegerField("thời gian làm bài (phút)", null=True, blank=True)
    shuffles_options = models.BooleanField("đảo thứ tự phương án", default=True)
    prediction = models.CharField("câu dự đoán", max_length=10, choices=Prediction.choices, default=Prediction.ENTRANTS)
    # Words of core.scoring.TieBreak, in their order, after the score and before the draw.
    tie_breaks = models.JSONField("cách phân hạng khi bằng điểm", default=list)
    unit_ranking = models.CharField(
        "xếp hạng đơn vị", max_length=15, choices=UnitRanking.choices, default=UnitRanking.PARTICIPATION
    )
    keeps_months = models.PositiveSmallIntegerField("giữ dữ liệu cá nhân mấy tháng sau khi kết thúc", default=6)

    announced_at = models.DateTimeField("công bố lúc", null=True, blank=True, editable=False)
    called_off_at = models.DateTimeField("hủy lúc", null=True, blank=True, editable=False)
    called_off_reason = models.CharField("lý do hủy", max_length=500, blank=True, editable=False)
    made_at = models.DateTimeField("lập lúc", editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người lập",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    illustrative = models.BooleanField("cuộc thi minh họa", default=False, editable=False)

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc thi"
        verbose_name_plural = "cuộc thi"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(officials=True) | Q(citizens=True), name="contest_has_audience"),
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="contest_attempts_positive"),
            models.CheckConstraint(
                condition=Q(minutes_allowed=None) | Q(minutes_allowed__gte=1), name="contest_minutes_positive"
            ),
            models.CheckConstraint(
                condition=Q(least_age=None) | Q(most_age=None) | Q(least_age__lte=F("most_age")),
                name="contest_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public_address(self) -> str:
        """Return where the public reads about the contest."""
        return f"{CONTESTS_ADDRESS}{self.slug}/"

    def audiences(self) -> list[Audience]:
        """Return who may enter, officials first."""
        asked = [(Audience.OFFICIALS, self.officials), (Audience.CITIZENS, self.citizens)]
        return [audience for audience, may in asked if may]


class RulesVersion(models.Model):
    """The rules as they were announced, and each later change of them with its reason; never changed or deleted."""

    contest = models.ForeignKey(
        Contest, verbose_name="cuộc thi", on_delete=models.PROTECT, related_name="rules_versions"
    )
    number = models.PositiveSmallIntegerField("phiên bản")
    rules = models.JSONField("thể lệ dạng dữ liệu")
    sha256 = models.CharField("mã SHA-256", max_length=64)
    reason = models.CharField("lý do thay đổi", max_length=500, blank=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phiên bản thể lệ"
        verbose_name_plural = "phiên bản thể lệ"
        ordering = ["contest", "number"]
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="rules_version_once")]

    def __str__(self) -> str:
        return f"{self.contest} · {self.number}"


class Prize(models.Model):
    """What is won by whom: places of people in each round or over all rounds, or of units."""

    class Winner(models.TextChoices):
        PERSON = "person", "cá nhân"
        UNIT = "unit", "tập thể"

    contest = models.ForeignKey(Contest, verbose_name="cuộc thi", on_delete=models.CASCADE, related_name="prizes")
    winner = models.CharField("cho", max_length=6, choices=Winner.choices)
    # Prizes of people are given in each round; those of units over the whole contest.
    audience = models.CharField("đối tượng", max_length=10, choices=Audience.choices, blank=True)
    unit_kind = models.CharField("nhóm đơn vị", max_length=30, choices=AgencyKind.choices, blank=True)
    name = models.CharField("tên giải", max_length=120)
    first_rank = models.PositiveSmallIntegerField("từ hạng")
    last_rank = models.PositiveSmallIntegerField("đến hạng")
    amount_dong = models.PositiveIntegerField("tiền thưởng (đồng)", null=True, blank=True)
    note = models.CharField("phần thưởng khác", max_length=200, blank=True)

    class Meta:
        verbose_name = "giải thưởng"
        verbose_name_plural = "giải thưởng"
        ordering = ["contest", "winner", "audience", "unit_kind", "first_rank"]
        constraints = [
            models.CheckConstraint(condition=Q(first_rank__gte=1), name="prize_rank_positive"),
            models.CheckConstraint(condition=Q(first_rank__lte=F("last_rank")), name="prize_ranks_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Barred(models.Model):
    """Somebody who may not enter: organisers, their helpers, whoever wrote questions. Known by the keyed hash of a
    contact, so that the list itself holds no address.
    """

    contest = models.ForeignKey(Contest, verbose_name="cuộc thi", on_delete=models.CASCADE, related_name="barred")
    contact_sha256 = models.CharField("mã của liên hệ", max_length=64)
    name = models.CharField("họ tên", max_length=120)
    reason = models.CharField("lý do", max_length=200)

    class Meta:
        verbose_name = "người không được dự thi"
        verbose_name_plural = "người không được dự thi"
        ordering = ["contest", "name"]
        constraints = [models.UniqueConstraint(fields=["contest", "contact_sha256"], name="barred_once")]

    def __str__(self) -> str:
        return self.name


class Headcount(models.Model):
    """How many people of a unit may enter: the denominator of its participation, with who said so."""

    contest = models.ForeignKey(Contest, verbose_name="cuộc thi", on_delete=models.CASCADE, related_name="headcounts")
    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField("sĩ số")
    source = models.CharField("nguồn", max_length=300)

    class Meta:
        verbose_name = "sĩ số"
        verbose_name_plural = "sĩ số"
        ordering = ["contest", "agency"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "agency"], name="headcount_once"),
            models.CheckConstraint(condition=Q(people__gte=1), name="headcount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.people}"
