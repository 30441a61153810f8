"""Results of a round: computed by the published procedure, kept in versions, never overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.models.attempts import Submission
from lantoa.apps.contests.models.rounds import Round


class RoundResult(models.Model):
    """One computation of a round's result. A later version says why it was made and what it changed; the public sees
    every version that was ever published.
    """

    round = models.ForeignKey(Round, verbose_name="vòng thi", on_delete=models.PROTECT, related_name="results")
    version = models.PositiveSmallIntegerField("phiên bản")
    # Why there is a version after the first: a wrong key, an exclusion, a decision on a complaint.
    reason = models.CharField("lý do tính lại", max_length=500, blank=True)
    changes = models.JSONField("thay đổi so với phiên bản trước", default=dict)
    # Totals, each percentage with its denominator (contests/queries says which).
    figures = models.JSONField("số liệu")
    # The published list (JSON, one file a version) in settings.CONTESTS_DIR, and its hash.
    file = models.CharField("tệp danh sách", max_length=200)
    sha256 = models.CharField("mã SHA-256 của tệp", max_length=64)
    made_at = models.DateTimeField("tính lúc")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người cho tính", null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    # When the statistics of its questions were counted from it.
    items_counted_at = models.DateTimeField("thống kê câu hỏi lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "kết quả vòng thi"
        verbose_name_plural = "kết quả vòng thi"
        ordering = ["round", "version"]
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="round_result_once"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="round_result_says_why_it_was_made_again"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.version}"


class Standing(models.Model):
    """The place of one entrant in a result, by the attempt that counts for him."""

    result = models.ForeignKey(RoundResult, verbose_name="kết quả", on_delete=models.CASCADE, related_name="standings")
    submission = models.ForeignKey(Submission, verbose_name="bài nộp", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField("đối tượng", max_length=10)
    rank = models.PositiveIntegerField("hạng")
    score = models.PositiveSmallIntegerField("điểm")
    prediction_distance = models.PositiveIntegerField("chênh lệch dự đoán", null=True, blank=True)
    seconds_used = models.PositiveIntegerField("thời gian làm bài (giây)")
    # The tie-break that put this entrant after the one before: a word of core.scoring.TieBreak, or "score".
    decided_by = models.CharField("phân hạng bằng", max_length=12, blank=True)
    prize = models.CharField("giải", max_length=120, blank=True)
    # Drawn for a winner when the result is published: leads to the certificate.
    certificate_code = models.CharField("mã giấy chứng nhận", max_length=16, null=True, blank=True, unique=True)

    class Meta:
        verbose_name = "thứ hạng"
        verbose_name_plural = "thứ hạng"
        ordering = ["result", "audience", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["result", "audience", "rank"], name="standing_one_a_rank"),
            models.UniqueConstraint(fields=["result", "submission"], name="standing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}"


class UnitStanding(models.Model):
    """A unit in a result: who entered of how many, and their average; `people` null where no head-count is known."""

    result = models.ForeignKey(RoundResult, verbose_name="kết quả", on_delete=models.CASCADE, related_name="units")
    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    entrants = models.PositiveIntegerField("người thi")
    attempts = models.PositiveIntegerField("lượt thi")
    people = models.PositiveIntegerField("sĩ số", null=True, blank=True)
    score_sum = models.PositiveIntegerField("tổng điểm")
    # Among the units of its kind; null where it cannot be ranked (no head-count).
    rank = models.PositiveIntegerField("hạng trong nhóm", null=True, blank=True)

    class Meta:
        verbose_name = "thứ hạng đơn vị"
        verbose_name_plural = "thứ hạng đơn vị"
        ordering = ["result", "rank", "agency"]
        constraints = [models.UniqueConstraint(fields=["result", "agency"], name="unit_standing_once")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.entrants}"


class Irregularity(models.Model):
    """Something about submissions that a person should look at, with the reasons; it blocks nobody by itself."""

    class Kind(models.TextChoices):
        DEVICE = "device", "nhiều người thi từ một thiết bị"
        ADDRESS = "address", "nhiều người thi từ một địa chỉ mạng"
        CONTACT = "contact", "liên hệ gần giống nhau"
        TOO_FAST = "too_fast", "làm bài nhanh bất thường"
        SAME_ANSWERS = "same_answers", "bài sai giống hệt nhau"
        SHARED = "shared", "đáp án lan truyền"

    class State(models.TextChoices):
        OPEN = "open", "chờ xem xét"
        DISMISSED = "dismissed", "không vi phạm"
        UPHELD = "upheld", "vi phạm"

    round = models.ForeignKey(Round, verbose_name="vòng thi", on_delete=models.CASCADE, related_name="irregularities")
    kind = models.CharField("dấu hiệu", max_length=12, choices=Kind.choices)
    # What makes this one the same when it is looked for again.
    key = models.CharField(max_length=120, editable=False)
    reasons = models.JSONField("căn cứ", default=list)
    submissions = models.ManyToManyField(Submission, verbose_name="bài nộp", related_name="irregularities", blank=True)
    state = models.CharField("trạng thái", max_length=9, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField("phát hiện lúc")
    decided_at = models.DateTimeField("kết luận lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người kết luận",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decision = models.CharField("kết luận", max_length=500, blank=True)

    class Meta:
        verbose_name = "dấu hiệu bất thường"
        verbose_name_plural = "dấu hiệu bất thường"
        ordering = ["round", "-found_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind", "key"], name="irregularity_once"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False), name="irregularity_decided_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
