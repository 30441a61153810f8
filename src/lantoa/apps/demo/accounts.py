"""The accounts of the demonstration: the roles of a province, one person each, all invented."""

from dataclasses import dataclass
from datetime import datetime

from lantoa.apps.accounts.actions import open_account, prepare_roles
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.actions import name_member
from lantoa.apps.agencies.models import Agency

# Known to everybody who reads this: the demonstration listens on loopback only and keeps its data apart.
PASSWORD = "minh-hoa-2023"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One invented person; `agency` is the slug of the agency spoken for."""

    username: str
    full_name: str
    role: Role
    agency: str | None = None


PROGRAMME_OFFICER = DemoAccount("chuongtrinh", "Nguyễn Thị Minh Họa", Role.PROGRAMME_OFFICER, "so-tttt")
ACCOUNTS = (
    PROGRAMME_OFFICER,
    DemoAccount("daumoi.hailang", "Trần Văn Minh Họa", Role.FOCAL_OFFICER, "hai-lang"),
    DemoAccount("daumoi.soyte", "Lê Thị Minh Họa", Role.FOCAL_OFFICER, "so-yte"),
    DemoAccount("truyenthanh", "Hồ Văn Minh Họa", Role.RADIO_OFFICER, "tt-dien-sanh-hai-lang"),
    DemoAccount("cuocthi", "Bùi Thị Minh Họa", Role.CONTEST_ORGANISER, "so-noi-vu"),
    DemoAccount("bientap", "Hoàng Văn Minh Họa", Role.EDITOR, "bao-quang-tri"),
    DemoAccount("lanhdao", "Phan Thị Minh Họa", Role.LEADER),
    DemoAccount("thamdinh", "Võ Văn Minh Họa", Role.VERIFIER, "so-noi-vu"),
    DemoAccount("quantri", "Đỗ Thị Minh Họa", Role.ADMINISTRATOR),
)


def open_demo_accounts(*, at: datetime) -> User:
    """Return the programme officer after every account of the demonstration is there."""
    prepare_roles()
    opened = {}
    for account in ACCOUNTS:
        opened[account.username] = open_account(
            username=account.username,
            full_name=account.full_name,
            email=f"{account.username}@lantoa.example",
            password=PASSWORD,
            role=account.role,
            by=None,
            at=at,
        )
    return opened[PROGRAMME_OFFICER.username]


def name_demo_members(*, at: datetime) -> None:
    """Say which agency each account speaks for; needs the register."""
    for account in ACCOUNTS:
        if account.agency:
            user = User.objects.select_related("membership").get(username=account.username)
            agency = Agency.objects.get(slug=account.agency)
            if getattr(user, "membership", None) is None or user.membership.agency_id != agency.pk:
                name_member(user=user, agency=agency, by=None, at=at)
