"""The register of agencies: each valid for a time, with channels, successors and the people who speak for it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.checks import identification_code
from lantoa.core.officialdoc import Channel as ChannelKind
from lantoa.core.viettext import fold


class AgencyKind(models.TextChoices):
    """What an agency is; recipient classes of directives resolve to kinds (data/recipient_classes.toml)."""

    PROVINCIAL_COMMITTEE = "provincial_committee", "UBND tỉnh"
    PROVINCIAL_DEPARTMENT = "provincial_department", "Sở và tương đương"
    PROVINCIAL_AGENCY = "provincial_agency", "Ban, ngành cấp tỉnh"
    DISTRICT_COMMITTEE = "district_committee", "UBND cấp huyện"
    DISTRICT_OFFICE = "district_office", "Phòng chuyên môn cấp huyện"
    DISTRICT_CULTURE_CENTRE = "district_culture_centre", "Trung tâm VH-TT-TD cấp huyện"
    NEWSPAPER = "newspaper", "Báo"
    BROADCASTER = "broadcaster", "Đài phát thanh - truyền hình"
    PRESS_BODY = "press_body", "Cơ quan báo chí hợp nhất"
    PORTAL = "portal", "Cổng thông tin điện tử"
    COMMUNE_COMMITTEE = "commune_committee", "UBND cấp xã"
    ISLAND_ZONE = "island_zone", "Đặc khu"


def folded(names: Iterable[str]) -> str:
    """Return the search form of an agency's names, one a line.

    >>> folded(["Sở Nội vụ", "Sở Nội Vụ", "SNV"])
    'so noi vu\\nsnv'
    """
    return "\n".join(dict.fromkeys(fold(name) for name in names if name.strip()))


class AgencyQuerySet(models.QuerySet["Agency"]):
    def valid_on(self, day: date) -> Self:
        """Return the agencies that existed on that day; an unstated bound is open."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def named_like(self, words: str) -> Self:
        """Return the agencies whose name, short name or alias holds the words, accents aside."""
        return self.filter(folded_names__contains=fold(words))


class Agency(models.Model):
    """An agency as one legal person for the time it existed; renamed or merged it is another row (Succession)."""

    slug = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên đầy đủ", max_length=250)
    short_name = models.CharField("tên ngắn", max_length=120)
    aliases = models.JSONField("tên gọi khác", default=list, blank=True)
    kind = models.CharField("loại", max_length=30, choices=AgencyKind.choices)
    # Decision 20/2020/QĐ-TTg; None where no source states it.
    code = models.CharField("mã định danh", max_length=35, null=True, blank=True, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name="cấp trên", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    sources = models.JSONField("nguồn", default=list, blank=True)
    unverified = models.BooleanField("chưa kiểm chứng", default=False)
    note = models.TextField("ghi chú", blank=True)
    # The names without accents, one a line, for search; written by the actions together with the names.
    folded_names = models.TextField(editable=False, default="")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="agency_valid_from_before_valid_to",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the search form of the names in step with the names, whichever form changed them; check the code."""
        super().clean()
        try:
            self.code = identification_code(self.code) if self.code else None
        except ValueError as error:
            raise ValidationError({"code": str(error)}) from error
        self.folded_names = folded(self.names)

    def is_valid_on(self, day: date) -> bool:
        """Return whether the agency existed on that day; an unstated bound is open. As AgencyQuerySet.valid_on."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def names(self) -> list[str]:
        """Return every name the agency goes by, the official one first."""
        return [self.name, self.short_name, *self.aliases]


class Channel(models.Model):
    """A way an agency reaches people: its web site, paper, programme, loudspeakers …"""

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField("hình thức", max_length=20, choices=[(kind.value, kind.label) for kind in ChannelKind])
    name = models.CharField("tên", max_length=200)
    address = models.URLField("địa chỉ", blank=True)
    source = models.CharField("nguồn", max_length=500, blank=True)
    unverified = models.BooleanField("chưa kiểm chứng", default=False)

    class Meta:
        verbose_name = "kênh"
        verbose_name_plural = "kênh"
        ordering = ["agency", "kind", "name"]
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "name"], name="channel_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"


class Succession(models.Model):
    """What became of an agency: renamed, merged, split, abolished, its level ended, its functions moved."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", "đổi tên"
        MERGED = "merged", "hợp nhất"
        SPLIT = "split", "chia tách"
        ABOLISHED = "abolished", "giải thể"
        LEVEL_ENDED = "level_ended", "kết thúc cấp huyện"
        FUNCTIONS_MOVED = "functions_moved", "chuyển chức năng"

    predecessor = models.ForeignKey(
        Agency, verbose_name="cơ quan trước", on_delete=models.CASCADE, related_name="successions"
    )
    # None: the sources name no successor (a level that ended, for example).
    successor = models.ForeignKey(
        Agency, verbose_name="cơ quan sau", null=True, blank=True, on_delete=models.CASCADE, related_name="origins"
    )
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    on = models.DateField("từ ngày")
    source = models.CharField("nguồn", max_length=500, blank=True)
    unverified = models.BooleanField("chưa kiểm chứng", default=False)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa"
        ordering = ["on", "predecessor"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "kind"], name="succession_once"),
            models.UniqueConstraint(
                fields=["predecessor", "kind"], condition=Q(successor=None), name="succession_without_successor_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or '—'} ({self.get_kind_display()})"


class Contact(models.Model):
    """Whom to write to at an agency; duties and reminders go to the active ones with an e-mail address."""

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField("họ tên", max_length=200)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    zalo = models.CharField("nhóm Zalo", max_length=200, blank=True)
    active = models.BooleanField("đang dùng", default=True)
    illustrative = models.BooleanField("minh họa", default=False)

    class Meta:
        verbose_name = "người liên hệ"
        verbose_name_plural = "người liên hệ"
        ordering = ["agency", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "email"], condition=~Q(email=""), name="contact_email_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.agency.short_name})"


class LearntRecipient(models.Model):
    """A person has said which agencies the words of a directive mean; used for the same words from then on."""

    words = models.CharField("cách gọi trong văn bản", max_length=300)
    folded_words = models.CharField(max_length=300, unique=True, editable=False)
    agencies = models.ManyToManyField(Agency, verbose_name="cơ quan", related_name="learnt_recipients")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người quyết định", on_delete=models.PROTECT)
    decided_at = models.DateTimeField("quyết định lúc")

    class Meta:
        verbose_name = "cách gọi đã học"
        verbose_name_plural = "cách gọi đã học"
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words


class RegisterImport(models.Model):
    """A file of the register that was uploaded and is looked at before it is applied; kept until it expires.

    `sheets` holds the texts of its cells as the guard read them, [] once it has been applied.
    """

    file_name = models.CharField("tên tệp", max_length=250)
    file_sha256 = models.CharField("SHA-256 của tệp", max_length=64)
    sheets = models.JSONField("các bảng", default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người tải lên",
        on_delete=models.PROTECT,
        related_name="register_imports",
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    applied_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    counts = models.JSONField("số dòng", default=dict)

    class Meta:
        verbose_name = "lần nhập danh bạ"
        verbose_name_plural = "lần nhập danh bạ"
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.file_name


class Invitation(models.Model):
    """Somebody is asked by e-mail to open an account with a role, for an agency; used once, before it expires.

    The address holds the signed key of this row; nothing that opens it is stored.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "chờ nhận"
        EXPIRED = "expired", "đã hết hạn"
        ACCEPTED = "accepted", "đã mở tài khoản"
        REVOKED = "revoked", "đã thu hồi"

    email = models.EmailField("thư điện tử")
    full_name = models.CharField("họ tên", max_length=200)
    role = models.CharField("vai trò", max_length=30)
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người mời", on_delete=models.PROTECT, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField("mời lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    accepted_at = models.DateTimeField("nhận lời lúc", null=True, blank=True)
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitation",
    )
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lời mời"
        verbose_name_plural = "lời mời"
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_for_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.email})"

    @property
    def role_label(self) -> str:
        return Role(self.role).label

    def state_at(self, at: datetime) -> State:
        """Return how far the invitation has come at that time."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_at <= at else self.State.WAITING

    def is_open(self, at: datetime) -> bool:
        """Return whether its link opens an account at that time."""
        return self.state_at(at) == self.State.WAITING

    @classmethod
    def in_state(cls, state: str, at: datetime) -> Q:
        """Return the condition on rows that are in that state at that time."""
        untouched = Q(accepted_at=None, revoked_at=None)
        return {
            cls.State.WAITING: untouched & Q(expires_at__gt=at),
            cls.State.EXPIRED: untouched & Q(expires_at__lte=at),
            cls.State.ACCEPTED: Q(accepted_at__isnull=False),
            cls.State.REVOKED: Q(revoked_at__isnull=False),
        }[cls.State(state)]


class Membership(models.Model):
    """The agency a user speaks for; one per user, as an officer answers for one agency at a time."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name="tài khoản", on_delete=models.CASCADE, related_name="membership"
    )
    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = "người của cơ quan"
        verbose_name_plural = "người của cơ quan"

    def __str__(self) -> str:
        return f"{self.user} · {self.agency.short_name}"
