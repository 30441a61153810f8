"""A register file brought into the database: once is enough, twice changes nothing, a bad one stores nothing."""

import io
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from lantoa.apps.agencies.actions import BadRegister, load_register, name_member
from lantoa.apps.agencies.factories import AgencyFactory, UserFactory
from lantoa.apps.agencies.models import Agency, Channel, Membership, Succession
from lantoa.apps.agencies.queries import DATA
from lantoa.apps.base.models import AuditEntry

REGISTER = """
[[agency]]
slug = "so-thu"
name = "Sở Thử tỉnh Quảng Trị"
short_name = "Sở Thử"
aliases = ["Sở Thử Quảng Trị", "ST"]
kind = "provincial_department"
parent = "ubnd-tinh"
valid_to = "2025-02-28"
sources = ["Nguồn thử"]
note = "Ghi chú thử."

[[agency]]
slug = "ubnd-tinh"
name = "Ủy ban nhân dân tỉnh Quảng Trị"
kind = "provincial_committee"

[[agency]]
slug = "so-moi"
name = "Sở Mới tỉnh Quảng Trị"
kind = "provincial_department"
valid_from = "2025-03-01"
unverified = true

[[channel]]
agency = "so-thu"
kind = "web"
name = "Trang thông tin điện tử Sở Thử"
address = "https://sothu.example/"
source = "Nguồn thử"

[[succession]]
from = "so-thu"
to = "so-moi"
kind = "merged"
on = "2025-03-01"

[[succession]]
from = "ubnd-tinh"
kind = "level_ended"
on = "2025-07-01"
"""
AGENCY = '[[agency]]\nslug = "so-thu"\nname = "Sở Thử"\nkind = "provincial_department"\n'
BAD = {
    "without_agencies": ("note = 'trống'", "không có cơ quan nào"),
    "without_a_name": ('[[agency]]\nslug = "so-thu"\nkind = "provincial_department"', "“so-thu” thiếu: name"),
    "without_slug_and_kind": ('[[agency]]\nname = "Sở Thử"', "“Sở Thử” thiếu: slug, kind"),
    "parent_unknown": (AGENCY + 'parent = "khong-co"', "Bảng agency: “khong-co” \\(parent\\) không có"),
    "channel_of_an_unknown": (
        AGENCY + '[[channel]]\nagency = "so-la"\nkind = "web"\nname = "Trang"',
        "Bảng channel: “so-la” \\(agency\\)",
    ),
    "succession_from_an_unknown": (
        AGENCY + '[[succession]]\nfrom = "so-la"\nkind = "merged"\non = "2025-03-01"',
        "Bảng succession: “so-la” \\(from\\)",
    ),
    "day_that_is_none": (AGENCY + 'valid_to = "31/12/2025"', "Cơ quan “so-thu”: “31/12/2025” \\(valid_to\\)"),
    "day_that_is_a_number": (AGENCY + "valid_from = 2025", "Cơ quan “so-thu”: 2025 \\(valid_from\\)"),
    "code_that_is_none": (AGENCY + 'code = "mã sai"', "Cơ quan “so-thu”: Mã định danh"),
    "succession_without_a_day": (
        AGENCY + '[[succession]]\nfrom = "so-thu"\nkind = "merged"',
        "Kế thừa của “so-thu” thiếu: on",
    ),
    "succession_on_no_day": (
        AGENCY + '[[succession]]\nfrom = "so-thu"\nkind = "merged"\non = "tháng 7"',
        "Kế thừa của “so-thu”: “tháng 7” \\(on\\)",
    ),
    "succession_to_an_unknown": (
        AGENCY + '[[succession]]\nfrom = "so-thu"\nto = "so-la"\nkind = "merged"\non = "2025-03-01"',
        "Bảng succession: “so-la” \\(to\\)",
    ),
}


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "danh-ba.toml"
    file.write_text(text, encoding="utf-8")
    return file


def _stored() -> dict[str, list[dict[str, object]]]:
    """Return every row of the register, so that two loads can be compared."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in (Agency, Channel, Succession)}


@pytest.mark.django_db
class TestLoadRegister:
    def test_stores_agencies_channels_and_successions(self, tmp_path: Path, now: datetime) -> None:
        assert load_register(_file(tmp_path, REGISTER), by=None, at=now) == 3
        agency = Agency.objects.get(slug="so-thu")
        assert agency.names == ["Sở Thử tỉnh Quảng Trị", "Sở Thử", "Sở Thử Quảng Trị", "ST"]
        assert agency.folded_names.split("\n") == ["so thu tinh quang tri", "so thu", "so thu quang tri", "st"]
        assert agency.parent == Agency.objects.get(slug="ubnd-tinh")
        assert (agency.valid_from, agency.valid_to) == (None, date(2025, 2, 28))
        assert (agency.sources, agency.unverified, agency.note) == (["Nguồn thử"], False, "Ghi chú thử.")
        later = Agency.objects.get(slug="so-moi")
        assert (later.valid_from, later.short_name, later.unverified) == (date(2025, 3, 1), later.name, True)
        channel = agency.channels.get()
        assert (channel.kind, channel.address) == ("web", "https://sothu.example/")
        successions = {row.predecessor.slug: row for row in Succession.objects.all()}
        assert successions["so-thu"].successor == later
        assert (successions["ubnd-tinh"].successor, successions["ubnd-tinh"].on) == (None, date(2025, 7, 1))

    def test_changes_nothing_the_second_time(self, tmp_path: Path, now: datetime) -> None:
        file = _file(tmp_path, REGISTER)
        load_register(file, by=None, at=now)
        before = _stored()
        assert load_register(file, by=None, at=now) == 3
        assert _stored() == before

    def test_takes_what_the_file_says_now_and_leaves_other_agencies_alone(self, tmp_path: Path, now: datetime) -> None:
        other = AgencyFactory(slug="so-ngoai-tep", name="Sở Ngoài Tệp")
        load_register(_file(tmp_path, REGISTER), by=None, at=now)
        renamed = REGISTER.replace("Sở Thử tỉnh Quảng Trị", "Sở Thử nghiệm tỉnh Quảng Trị").replace(
            "https://sothu.example/", "https://sothunghiem.example/"
        )
        load_register(_file(tmp_path, renamed), by=None, at=now)
        agency = Agency.objects.get(slug="so-thu")
        assert agency.name == "Sở Thử nghiệm tỉnh Quảng Trị"
        assert agency.folded_names.startswith("so thu nghiem tinh quang tri\n")
        assert agency.channels.get().address == "https://sothunghiem.example/"
        other.refresh_from_db()
        assert other.name == "Sở Ngoài Tệp"
        assert Agency.objects.count() == 4

    def test_clears_what_the_file_no_longer_says(self, tmp_path: Path, now: datetime) -> None:
        load_register(_file(tmp_path, REGISTER), by=None, at=now)
        gone = ("aliases", "parent", "valid_to", "sources", "note", "address", "source", "unverified")
        bare = "\n".join(
            line for line in REGISTER.splitlines() if not line.startswith(tuple(f"{key} =" for key in gone))
        )
        load_register(_file(tmp_path, bare), by=None, at=now)
        agency = Agency.objects.get(slug="so-thu")
        assert (agency.aliases, agency.parent, agency.valid_to, agency.sources, agency.note) == ([], None, None, [], "")
        assert agency.folded_names == "so thu tinh quang tri\nso thu"
        assert not Agency.objects.get(slug="so-moi").unverified
        channel = agency.channels.get()
        assert (channel.address, channel.source) == ("", "")

    def test_takes_a_code_that_the_file_states_and_keeps_one_that_it_does_not(
        self, tmp_path: Path, now: datetime
    ) -> None:
        load_register(_file(tmp_path, AGENCY + 'code = "h50.14"'), by=None, at=now)
        assert Agency.objects.get(slug="so-thu").code == "H50.14"
        load_register(_file(tmp_path, AGENCY), by=None, at=now)
        assert Agency.objects.get(slug="so-thu").code == "H50.14"

    def test_leaves_one_line_in_the_trail_a_load(self, tmp_path: Path, now: datetime) -> None:
        load_register(_file(tmp_path, REGISTER), by=UserFactory(username="nguoi.nap"), at=now)
        entry = AuditEntry.objects.get(act="agencies.load_register")
        assert (entry.actor, entry.detail) == ("nguoi.nap", {"file": "danh-ba.toml", "agencies": 3})

    @pytest.mark.parametrize("name", BAD)
    def test_refuses_a_bad_file_and_stores_none_of_it(self, name: str, tmp_path: Path, now: datetime) -> None:
        text, message = BAD[name]
        with pytest.raises(BadRegister, match=message):
            load_register(_file(tmp_path, text), by=None, at=now)
        assert _stored() == {"Agency": [], "Channel": [], "Succession": []}
        assert not AuditEntry.objects.exists()

    def test_keeps_the_register_it_has_when_the_next_file_is_bad(self, tmp_path: Path, now: datetime) -> None:
        load_register(_file(tmp_path, REGISTER), by=None, at=now)
        before = _stored()
        with pytest.raises(BadRegister):
            load_register(_file(tmp_path, REGISTER.replace('to = "so-moi"', 'to = "so-la"')), by=None, at=now)
        with pytest.raises(tomllib.TOMLDecodeError):
            load_register(_file(tmp_path, REGISTER + "\n[["), by=None, at=now)
        assert _stored() == before

    def test_stores_nothing_of_a_file_whose_last_row_breaks_a_rule(self, tmp_path: Path, now: datetime) -> None:
        backwards = REGISTER.replace('valid_from = "2025-03-01"', 'valid_from = "2025-03-01"\nvalid_to = "2024-01-01"')
        with pytest.raises(BadRegister, match="valid_to"):
            load_register(_file(tmp_path, backwards), by=None, at=now)
        assert _stored() == {"Agency": [], "Channel": [], "Succession": []}


@pytest.mark.django_db
class TestShippedRegister:
    def test_is_loaded_by_the_command_and_a_second_time_without_a_change(self) -> None:
        out = io.StringIO()
        call_command("load_register", stdout=out)
        before = _stored()
        call_command("load_register", stdout=out)
        rows = tomllib.loads((DATA / "quang-tri-agencies.toml").read_text(encoding="utf-8"))
        assert out.getvalue().splitlines() == [f"{len(rows['agency'])} cơ quan"] * 2
        assert _stored() == before
        assert {name: len(found) for name, found in before.items()} == {
            "Agency": len(rows["agency"]),
            "Channel": len(rows["channel"]),
            "Succession": len(rows["succession"]),
        }


@pytest.mark.django_db
class TestLoadRegisterCommand:
    @pytest.mark.parametrize("text", ["[[", "note = 'trống'"])
    def test_ends_with_2_and_one_line_on_a_bad_file(self, text: str, tmp_path: Path) -> None:
        file, err = _file(tmp_path, text), io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("load_register", str(file), stderr=err)
        assert ended.value.code == 2
        assert err.getvalue().startswith(f"{file}: ")
        assert len(err.getvalue().splitlines()) == 1

    def test_ends_with_2_where_there_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(SystemExit) as ended:
            call_command("load_register", str(tmp_path / "khong-co.toml"), stderr=io.StringIO())
        assert ended.value.code == 2


@pytest.mark.django_db
class TestNameMember:
    def test_says_for_which_agency_a_user_speaks_from_now_on(self, now: datetime) -> None:
        user, first, second = UserFactory(), AgencyFactory(), AgencyFactory()
        name_member(user=user, agency=first, by=None, at=now)
        membership = name_member(user=user, agency=second, by=None, at=now)
        assert Membership.objects.get(user=user) == membership
        assert membership.agency == second
        acts = AuditEntry.objects.filter(act="agencies.name_member").order_by("pk")
        assert [entry.detail for entry in acts] == [
            {"agency": first.slug, "new": True},
            {"agency": second.slug, "new": False},
        ]
