"""The roles and what each may do. A role is the group of its label; rights.py checks against it."""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser, Permission

from lantoa.apps.accounts.models import User


class Role(StrEnum):
    """Roles of staff; the value stands in code and audit, the label on screens and as the name of the group."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_OFFICER = "programme_officer"
    FOCAL_OFFICER = "focal_officer"
    EDITOR = "editor"
    RADIO_OFFICER = "radio_officer"
    CONTEST_ORGANISER = "contest_organiser"
    LEADER = "leader"
    VERIFIER = "verifier"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.ADMINISTRATOR: "Quản trị hệ thống",
    Role.PROGRAMME_OFFICER: "Cán bộ chương trình",
    Role.FOCAL_OFFICER: "Cán bộ đầu mối",
    Role.EDITOR: "Biên tập viên",
    Role.RADIO_OFFICER: "Cán bộ truyền thanh",
    Role.CONTEST_ORGANISER: "Ban tổ chức cuộc thi",
    Role.LEADER: "Lãnh đạo",
    Role.VERIFIER: "Cán bộ thẩm định",
}

STAFF = frozenset(Role)
# Whoever sees the work of the own agency only.
OWN_AGENCY = frozenset({Role.FOCAL_OFFICER, Role.RADIO_OFFICER})
# Whoever sees every agency's work.
WHOLE_PROVINCE = STAFF - OWN_AGENCY
# Whoever can publish or send needs a second factor at sign-in.
SECOND_FACTOR = frozenset(
    {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.EDITOR, Role.RADIO_OFFICER, Role.CONTEST_ORGANISER}
)


def roles_of(user: User | AnonymousUser) -> frozenset[Role]:
    """Return the roles of a user, empty for strangers and inactive accounts; superusers are administrators. One query
    a user object.
    """
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    known: frozenset[Role] | None = getattr(user, "_roles", None)
    if known is None:
        names = set(user.groups.values_list("name", flat=True))
        known = frozenset(role for role in Role if role.label in names)
        if user.is_superuser:
            known |= {Role.ADMINISTRATOR}
        user._roles = known  # type: ignore[attr-defined]  # kept on the user object for the rest of the request
    return known


def admin_access() -> Permission:
    """Return Wagtail's permission to enter the back office, which every role has."""
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
