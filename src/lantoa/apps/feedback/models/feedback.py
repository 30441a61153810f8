"""What a citizen reports. Who it is, if anybody said so, stands apart and encrypted; what the public reads is a wording
of its own, made by whoever moderates.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from lantoa.apps.agencies.models import Agency
from lantoa.apps.privacy.encryption import EncryptedTextField
from lantoa.apps.privacy.models import ContactKind
from lantoa.apps.services.models import Procedure, Sector

# What the public list shows: moderated, not joined to another.
PUBLIC = Q(listing="listed", joined_to=None)
# What somebody still has to do something about, as an index can say it: a constraint keeps it true of the open states.
UNENDED = Q(answered_at=None, closed_at=None, joined_to=None)
# What a moderator can still read: not joined, not erased.
TO_READ = Q(joined_to=None, erased_at=None)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def public(self) -> Self:
        """Return what the public list shows: moderated, not joined to another."""
        return self.filter(PUBLIC)

    def open(self) -> Self:
        """Return what somebody still has to do something about; what was joined is done with the one it went to."""
        return self.filter(UNENDED, state__in=Feedback.OPEN_STATES)


class Feedback(models.Model):
    """One piece of feedback, answered for by one agency at a time. Closed is not solved: the citizen says that.

    `words` and `place_words` hold what the citizen wrote, as it came; only staff read them.
    """

    class State(models.TextChoices):
        NEW = "new", "mới gửi"
        ACKNOWLEDGED = "acknowledged", "đã tiếp nhận"
        ASKED_BACK = "asked_back", "chờ người dân bổ sung"
        ANSWERED = "answered", "đã trả lời"
        CLOSED = "closed", "đã kết thúc"
        REFUSED = "refused", "không thuộc diện tiếp nhận"

    OPEN_STATES = (State.NEW, State.ACKNOWLEDGED, State.ASKED_BACK)

    class Solved(models.TextChoices):
        """What the citizen says after the answer; empty until then."""

        SOLVED = "solved", "đã giải quyết được"
        PARTLY = "partly", "mới được một phần"
        NOT_SOLVED = "not_solved", "chưa giải quyết được"

    class Listing(models.TextChoices):
        WAITING = "waiting", "chờ duyệt đăng"
        LISTED = "listed", "đăng công khai"
        UNLISTED = "unlisted", "không đăng"

    class Channel(models.TextChoices):
        FORM = "form", "biểu mẫu trên mạng"
        DESK = "desk", "bộ phận một cửa ghi hộ"
        PHONE = "phone", "điện thoại, cán bộ ghi hộ"

    # What the citizen is given and says on the telephone: "PA-7K3M-9QXD".
    code = models.CharField("mã phản ánh", max_length=16, unique=True)
    # Made by the browser: the same press that comes twice is the same feedback.
    key = models.CharField("khóa chống gửi trùng", max_length=64, unique=True, editable=False)
    # Of the secret address by which the citizen follows it; rises when the address must no longer work.
    key_version = models.PositiveSmallIntegerField("lượt địa chỉ riêng", default=1, editable=False)
    channel = models.CharField("gửi bằng", max_length=5, choices=Channel.choices, default=Channel.FORM)
    sector = models.ForeignKey(Sector, verbose_name="lĩnh vực", on_delete=models.PROTECT, related_name="feedback")
    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục hành chính", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="feedback",
    )  # fmt: skip
    words = models.TextField("nội dung phản ánh", max_length=4000)
    # Where: the commune or district (an agency of that kind, as of the day), a description, a point where given.
    place = models.ForeignKey(
        Agency, verbose_name="địa bàn", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place_words = models.CharField("mô tả nơi xảy ra", max_length=300, blank=True)
    latitude = models.DecimalField("vĩ độ", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("kinh độ", max_digits=8, decimal_places=5, null=True, blank=True)
    about_agency = models.ForeignKey(
        Agency, verbose_name="cơ quan bị phản ánh", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    anonymous = models.BooleanField("không nêu danh tính", default=False)
    sent_at = models.DateTimeField("gửi lúc", db_index=True)

    state = models.CharField("trạng thái", max_length=12, choices=State.choices, default=State.NEW)
    # Who answers for it now; None until somebody decides, where no rule fits.
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan chịu trách nhiệm", null=True, blank=True, on_delete=models.PROTECT,
        related_name="feedback",
    )  # fmt: skip
    routed_by = models.CharField("vì sao chuyển đến đây", max_length=300, blank=True)
    # The two clocks, with how each was computed; written anew by every step that moves them.
    acknowledge_by = models.DateField("hạn tiếp nhận", null=True, blank=True)
    answer_by = models.DateField("hạn trả lời", null=True, blank=True)
    clock_words = models.TextField("cách tính hạn", blank=True)
    # The day on which something is due next, kept by the database; None while nothing is.
    next_due = models.GeneratedField(
        verbose_name="hạn gần nhất",
        expression=Case(
            When(Q(joined_to__isnull=False), then=None),
            When(
                Q(state="new", acknowledged_at__isnull=True, acknowledge_by__isnull=False)
                & (Q(answer_by__isnull=True) | Q(acknowledge_by__lt=F("answer_by"))),
                then=F("acknowledge_by"),
            ),
            When(Q(state__in=["new", "acknowledged"]), then=F("answer_by")),
            default=None,
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    # Of what is overdue: 0 nobody was told, 1 the agency was, 2 the province was too; 0 again when the due day moves.
    late_told = models.PositiveSmallIntegerField("đã nhắc quá hạn", default=0, editable=False)
    acknowledged_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    extensions = models.PositiveSmallIntegerField("số lần gia hạn", default=0)
    reopened = models.PositiveSmallIntegerField("số lần mở lại", default=0)
    solved = models.CharField("người dân đánh giá", max_length=10, choices=Solved.choices, blank=True)
    joined_to = models.ForeignKey(
        "self", verbose_name="nhập vào phản ánh", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )

    listing = models.CharField("đăng công khai", max_length=8, choices=Listing.choices, default=Listing.WAITING)
    public_title = models.CharField("tiêu đề công khai", max_length=160, blank=True)
    public_words = models.TextField("nội dung công khai", max_length=4000, blank=True)
    public_answer = models.TextField("trả lời công khai", max_length=6000, blank=True)
    listed_at = models.DateTimeField("đăng lúc", null=True, blank=True)
    # Reasons why a person should look before anything else: advert, threat, emergency, personal data.
    flags = models.JSONField("cần chú ý", default=list, blank=True)
    flagged = models.GeneratedField(
        verbose_name="có điều cần chú ý",
        expression=Case(When(Q(flags=[]), then=False), default=True),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    folded = models.TextField(editable=False, default="")
    illustrative = models.BooleanField("minh họa", default=False, editable=False)
    # When what the citizen wrote is erased; None once nothing is left to erase.
    erase_on = models.DateField("xóa dữ liệu cá nhân từ ngày", null=True, blank=True, db_index=True)
    erased_at = models.DateTimeField("đã xóa lúc", null=True, blank=True)
    version = models.PositiveIntegerField("bản", default=1, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "phản ánh, kiến nghị"
        verbose_name_plural = "phản ánh, kiến nghị"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False), name="feedback_answered_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(listing="listed") | Q(listed_at__isnull=False), name="feedback_listed_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["new", "acknowledged", "asked_back"])
                | Q(answered_at__isnull=True, closed_at__isnull=True),
                name="feedback_open_has_no_end",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-sent_at", "-id"], name="feedback_agency"),
            models.Index(fields=["state", "-sent_at", "-id"], name="feedback_state"),
            models.Index(fields=["listing", "-sent_at"], name="feedback_listing"),
            models.Index(fields=["sector", "-sent_at"], name="feedback_sector"),
            # The officers' board, whole and narrowed: a page and its figures are read off an index.
            models.Index(fields=["next_due", "sent_at", "id", "state"], condition=UNENDED, name="feedback_open"),
            models.Index(
                fields=["agency", "next_due", "sent_at", "id", "state"], condition=UNENDED, name="feedback_open_agency"
            ),
            models.Index(fields=["state", "next_due", "sent_at", "id"], condition=UNENDED, name="feedback_open_state"),
            models.Index(
                fields=["sector", "next_due", "sent_at", "id"], condition=UNENDED, name="feedback_open_sector"
            ),
            models.Index(fields=["place", "next_due", "sent_at", "id"], condition=UNENDED, name="feedback_open_place"),
            models.Index(
                fields=["agency", "next_due"], condition=UNENDED & Q(flagged=True), name="feedback_open_flagged"
            ),
            # The sweep of what is overdue reads what nobody was told of yet, and nothing else.
            models.Index(fields=["late_told", "answer_by"], condition=UNENDED, name="feedback_untold"),
            # What waits for a moderator, and whose answer does.
            models.Index(fields=["sent_at", "id"], condition=TO_READ & Q(listing="waiting"), name="feedback_to_read"),
            models.Index(
                fields=["sent_at", "id"],
                condition=TO_READ & Q(listing="listed", answered_at__isnull=False, public_answer=""),
                name="feedback_to_read_answer",
            ),
            # What may be a double; what citizens report most.
            models.Index(fields=["place", "-sent_at", "-id"], name="feedback_place"),
            models.Index(
                fields=["procedure", "-sent_at"], condition=Q(procedure__isnull=False), name="feedback_procedure"
            ),
            # What was joined to one: few rows, whose share the key's own index, full of empty values, hides.
            models.Index(
                fields=["joined_to", "-sent_at", "-id"], condition=Q(joined_to__isnull=False), name="feedback_joined"
            ),
            # The public list, whole and narrowed: a page costs the same however many there are.
            models.Index(fields=["-sent_at", "-id"], condition=PUBLIC, name="feedback_public"),
            models.Index(fields=["sector", "-sent_at", "-id"], condition=PUBLIC, name="feedback_public_sector"),
            models.Index(fields=["agency", "-sent_at", "-id"], condition=PUBLIC, name="feedback_public_agency"),
            models.Index(fields=["place", "-sent_at", "-id"], condition=PUBLIC, name="feedback_public_place"),
        ]

    def __str__(self) -> str:
        return self.code


class FeedbackContact(models.Model):
    """Who sent it, kept apart and encrypted: opened by whoever answers, each time noted (privacy.PersonalAccess)."""

    feedback = models.OneToOneField(
        Feedback, verbose_name="phản ánh, kiến nghị", primary_key=True, on_delete=models.CASCADE, related_name="contact"
    )
    name = EncryptedTextField("họ tên", blank=True)
    kind = models.CharField("loại liên hệ", max_length=7, choices=ContactKind.choices, blank=True)
    contact = EncryptedTextField("liên hệ", blank=True)
    contact_sha256 = models.CharField("mã của liên hệ", max_length=64, blank=True, db_index=True)
    consent_version = models.CharField("bản đồng ý", max_length=20)
    consented_at = models.DateTimeField("đồng ý lúc")

    class Meta:
        verbose_name = "liên hệ của người phản ánh"
        verbose_name_plural = "liên hệ của người phản ánh"

    def __str__(self) -> str:
        return f"{self.feedback_id}"


class Attachment(models.Model):
    """A photo or voice note, as the guard gave it back; the public sees a photo only once it was moderated."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "ảnh"
        VOICE = "voice", "ghi âm"

    class State(models.TextChoices):
        KEPT = "kept", "đã nhận"
        REFUSED = "refused", "không đọc được"

    feedback = models.ForeignKey(
        Feedback, verbose_name="phản ánh, kiến nghị", on_delete=models.CASCADE, related_name="attachments"
    )
    kind = models.CharField("loại", max_length=5, choices=Kind.choices)
    position = models.PositiveSmallIntegerField("thứ tự")
    state = models.CharField("trạng thái", max_length=7, choices=State.choices, default=State.KEPT)
    problem = models.CharField("lỗi", max_length=300, blank=True)
    # The file lies under settings.CITIZENS_DIR by its hash (feedback/store.py).
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    media_type = models.CharField("dạng tệp", max_length=40, blank=True)
    bytes = models.PositiveIntegerField("dung lượng (byte)", default=0)
    seconds = models.FloatField("thời lượng (giây)", null=True, blank=True)
    # What is heard in a voice note, typed by an officer.
    transcript = models.TextField("nội dung ghi âm", max_length=4000, blank=True)
    listed = models.BooleanField("đăng công khai", default=False)
    from_agency = models.BooleanField("của cơ quan", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người thêm", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    added_at = models.DateTimeField("thêm lúc")

    class Meta:
        verbose_name = "tệp kèm phản ánh"
        verbose_name_plural = "tệp kèm phản ánh"
        ordering = ["feedback", "position"]
        constraints = [models.UniqueConstraint(fields=["feedback", "position"], name="attachment_position_once")]

    def __str__(self) -> str:
        return f"{self.feedback_id} · {self.position}"
