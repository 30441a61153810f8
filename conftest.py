"""The small fixed cast of every test, with its stranger: an officer of another agency, who must see nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group

from lantoa.apps.accounts.actions import prepare_roles
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Agency, AgencyKind, Membership, folded

# Every test that needs a moment takes this one; no test reads the clock.
NOW = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cast:
    """Two agencies; a focal officer of the first, a stranger of the second, and one user for each other role."""

    agency: Agency
    other_agency: Agency
    focal_officer: User
    stranger: User
    programme_officer: User
    editor: User
    leader: User
    verifier: User
    radio_officer: User
    contest_organiser: User
    administrator: User

    def of(self, role: Role) -> User:
        """Return the user of a role; for the focal officer, the one of the first agency."""
        user: User = getattr(self, role.value)
        return user


def _agency(slug: str, name: str, kind: AgencyKind) -> Agency:
    return Agency.objects.create(slug=slug, name=name, short_name=name, kind=kind, folded_names=folded([name]))


def _user(username: str, role: Role, agency: Agency | None = None) -> User:
    user = User.objects.create_user(
        username, f"{username}@lantoa.example", "mat-khau-thu", is_superuser=role is Role.ADMINISTRATOR
    )
    user.groups.add(Group.objects.get(name=role.label))
    if agency:
        Membership.objects.create(user=user, agency=agency)
    return user


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def cast(db: None) -> Cast:
    prepare_roles()
    agency = _agency("hai-lang", "UBND huyện Hải Lăng", AgencyKind.DISTRICT_COMMITTEE)
    other = _agency("so-y-te", "Sở Y tế", AgencyKind.PROVINCIAL_DEPARTMENT)
    return Cast(
        agency=agency,
        other_agency=other,
        focal_officer=_user("dau.moi", Role.FOCAL_OFFICER, agency),
        stranger=_user("nguoi.la", Role.FOCAL_OFFICER, other),
        programme_officer=_user("chuong.trinh", Role.PROGRAMME_OFFICER),
        editor=_user("bien.tap", Role.EDITOR),
        leader=_user("lanh.dao", Role.LEADER),
        verifier=_user("tham.dinh", Role.VERIFIER),
        radio_officer=_user("truyen.thanh", Role.RADIO_OFFICER, agency),
        contest_organiser=_user("cuoc.thi", Role.CONTEST_ORGANISER),
        administrator=_user("quan.tri", Role.ADMINISTRATOR),
    )
