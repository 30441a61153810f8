"""Entering: codes and their limits, one row a person, the rules, accounts, extra time."""

import re
from datetime import date, timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.contests.actions.entering import (
    CannotEnter,
    Entry,
    correct_entrant,
    enter_by_account,
    enter_by_code,
    grant_extra_time,
)
from lantoa.apps.contests.actions.entry_codes import (
    CodeRefused,
    send_entry_code,
    sweep_entry_codes,
    try_entry_code,
)
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant
from lantoa.apps.contests.models import Barred, Contest, Entrant, EntryCode
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import ContactKind

pytestmark = pytest.mark.django_db
MAIL = "lan@lantoa.example"


@pytest.fixture
def contest() -> Contest:
    return make_contest(at=NOW)


def _send(contest: Contest, *, contact: str = MAIL, address: str = "203.0.113.7", at=NOW) -> tuple[EntryCode, str]:
    kind = ContactKind.EMAIL if "@" in contact else ContactKind.PHONE
    code = send_entry_code(contest=contest, kind=kind, contact=contact, address=address, at=at)
    found = re.search(r"\d{6}", Message.objects.latest("pk").text)
    assert found
    return code, found.group()


def _proved(contest: Contest, **values) -> EntryCode:
    code, digits = _send(contest, **values)
    return try_entry_code(code=code, given=digits, at=values.get("at", NOW))


def _entry(**values) -> Entry:
    given = {"audience": Audience.OFFICIALS, "full_name": "Nguyễn Thị Lan", "birth_year": None, "consents": True}
    if "agency" not in values:
        values["agency"] = AgencyFactory()
    return Entry(**{**given, **values})


class TestSendEntryCode:
    def test_puts_a_mail_into_the_outbox_that_is_deleted_with_the_code(self, contest):
        code, digits = _send(contest)
        message = Message.objects.get()
        assert (message.to, message.channel, message.due_at) == (MAIL, "email", NOW)
        assert message.delete_at == code.expires_at == NOW + timedelta(minutes=15)
        assert digits not in message.subject and digits not in code.code_sha256

    def test_writes_a_short_message_of_one_part_to_a_phone(self, contest):
        _send(contest, contact="0905123456")
        message = Message.objects.get()
        assert message.channel == "sms" and message.text.isascii() and len(message.text) <= 160

    def test_is_the_same_for_who_has_entered_and_who_has_not(self, contest):
        make_entrant(contest, at=NOW, contact=MAIL)
        _send(contest)
        _send(contest, contact="khac@lantoa.example")
        texts = {re.sub(r"\d{6}", "", text) for text in Message.objects.values_list("text", flat=True)}
        assert len(texts) == 1

    def test_is_limited_for_a_contact_and_for_an_address(self, contest):
        _send(contest)
        with pytest.raises(CodeRefused, match="đợi một phút"):
            _send(contest, at=NOW + timedelta(seconds=30))
        for minute in range(2, 10, 2):
            _send(contest, at=NOW + timedelta(minutes=minute))
        with pytest.raises(CodeRefused, match="sau một giờ"):
            _send(contest, at=NOW + timedelta(minutes=20))
        for hour in range(2, 7):
            _send(contest, at=NOW + timedelta(hours=hour))
        with pytest.raises(CodeRefused, match="trong ngày"):
            _send(contest, at=NOW + timedelta(hours=8))

    def test_is_limited_for_a_network_address(self, contest, monkeypatch):
        monkeypatch.setattr("lantoa.apps.contests.actions.entry_codes._OF_ADDRESS", 3)
        for place in range(3):
            _send(contest, contact=f"ai{place}@lantoa.example")
        with pytest.raises(CodeRefused, match="Mạng bạn đang dùng"):
            _send(contest, contact="nua@lantoa.example")
        _send(contest, contact="nua@lantoa.example", address="203.0.113.8")
        _send(contest, contact="roi@lantoa.example", at=NOW + timedelta(minutes=11))

    def test_asks_the_database_the_same_however_many_have_asked(self, contest, django_assert_max_num_queries):
        EntryCode.objects.bulk_create(
            EntryCode(
                contest=contest, contact_kind="email", contact="", contact_sha256=str(place), code_sha256="x",
                made_at=NOW, expires_at=NOW, address_sha256=str(place),
            )
            for place in range(1000)
        )  # fmt: skip
        with django_assert_max_num_queries(6):
            send_entry_code(contest=contest, kind=ContactKind.EMAIL, contact=MAIL, address="203.0.113.7", at=NOW)


class TestTryEntryCode:
    def test_takes_the_digits_with_spaces_once(self, contest):
        code, digits = _send(contest)
        assert try_entry_code(code=code, given=f"{digits[:3]} {digits[3:]}", at=NOW).used_at == NOW
        assert Message.objects.get().delete_at == NOW
        with pytest.raises(CodeRefused, match="không dùng được nữa"):
            try_entry_code(code=code, given=digits, at=NOW)

    def test_dies_after_five_wrong_tries(self, contest):
        code, digits = _send(contest)
        wrong = f"{(int(digits) + 1) % 1_000_000:06}"
        for left in (4, 3, 2, 1):
            code.refresh_from_db()
            with pytest.raises(CodeRefused, match=f"còn {left} lần"):
                try_entry_code(code=code, given=wrong, at=NOW)
        code.refresh_from_db()
        with pytest.raises(CodeRefused, match="hết số lần"):
            try_entry_code(code=code, given=wrong, at=NOW)
        with pytest.raises(CodeRefused, match="mã mới"):
            try_entry_code(code=code, given=digits, at=NOW)

    def test_dies_after_a_quarter_of_an_hour(self, contest):
        code, digits = _send(contest)
        with pytest.raises(CodeRefused, match="mã mới"):
            try_entry_code(code=code, given=digits, at=NOW + timedelta(minutes=15))


class TestSweepEntryCodes:
    def test_erases_contacts_when_spent_and_rows_after_a_day(self, contest):
        waiting, proved = _send(contest)[0], _proved(contest, contact="hai@lantoa.example")
        assert sweep_entry_codes(at=NOW + timedelta(minutes=14)) == 0
        assert sweep_entry_codes(at=NOW + timedelta(minutes=16)) == 1
        waiting.refresh_from_db()
        assert (waiting.contact, waiting.code_sha256) == ("", "") and waiting.contact_sha256
        assert sweep_entry_codes(at=NOW + timedelta(minutes=61)) == 1
        proved.refresh_from_db()
        assert proved.contact == ""
        assert sweep_entry_codes(at=NOW + timedelta(hours=24)) == 2
        assert not EntryCode.objects.exists()


class TestEnterByCode:
    def test_makes_the_row_with_what_was_agreed_to_and_when_it_is_erased(self, contest):
        entrant = enter_by_code(code=_proved(contest), entry=_entry(), at=NOW)
        assert (entrant.contact, entrant.consent_version, entrant.consented_at) == (MAIL, "1", NOW)
        assert entrant.birth_year is None and len(entrant.code) == 12
        assert entrant.erase_on == date(2023, 12, 8)  # six months after the last round
        assert EntryCode.objects.get().contact == ""

    def test_leaves_no_row_in_the_trail(self, contest):
        before = AuditEntry.objects.count()
        enter_by_code(code=_proved(contest), entry=_entry(), at=NOW)
        assert AuditEntry.objects.count() == before

    def test_finds_the_one_who_is_there_whatever_the_form_says(self, contest):
        known = enter_by_code(code=_proved(contest), entry=_entry(), at=NOW)
        later = NOW + timedelta(hours=1)
        again = enter_by_code(code=_proved(contest, at=later), entry=_entry(full_name="Người Khác"), at=later)
        assert again == known and again.full_name == "Nguyễn Thị Lan"

    def test_of_two_devices_at_once_one_makes_the_row(self, contest, monkeypatch):
        """Both have looked before either stores: the constraint decides, and the second finds the row of the first."""
        first, second = _proved(contest), _proved(contest, at=NOW + timedelta(minutes=2))
        made = enter_by_code(code=first, entry=_entry(), at=NOW)
        monkeypatch.setattr(Entrant.objects, "filter", lambda **_given: Entrant.objects.none())
        assert enter_by_code(code=second, entry=_entry(full_name="Máy Thứ Hai"), at=NOW) == made
        assert Entrant.objects.count() == 1

    def test_refuses_whoever_is_barred_and_whoever_runs_contests(self, contest, cast: Cast):
        Barred.objects.create(contest=contest, contact_sha256=contact_sha256(MAIL), name="Lan", reason="soạn câu hỏi")
        with pytest.raises(CannotEnter, match="soạn câu hỏi"):
            enter_by_code(code=_proved(contest), entry=_entry(), at=NOW)
        with pytest.raises(CannotEnter, match="Người tổ chức"):
            enter_by_code(code=_proved(contest, contact=cast.contest_organiser.email), entry=_entry(), at=NOW)
        enter_by_code(code=_proved(contest, contact=cast.focal_officer.email), entry=_entry(), at=NOW)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"consents": False}, "đồng ý"),
            ({"audience": Audience.CITIZENS}, "không nhận đối tượng"),
            ({"birth_year": None}, "năm sinh"),
            ({"birth_year": 2006}, "từ đủ 18"),
            ({"birth_year": 1961}, "hết 60"),
        ],
    )
    def test_refuses_by_the_rules_with_the_reason(self, values, words):
        contest = make_contest(at=NOW, least_age=18, most_age=60, citizens=False)
        code = _proved(contest)
        with pytest.raises(CannotEnter, match=words):
            enter_by_code(code=code, entry=_entry(**{"birth_year": 1990, **values}), at=NOW)
        assert enter_by_code(code=code, entry=_entry(birth_year=2005), at=NOW).birth_year == 2005

    def test_refuses_after_the_last_round_and_when_called_off(self, contest):
        code = _proved(contest)
        with pytest.raises(CannotEnter, match="kết thúc"):
            enter_by_code(code=code, entry=_entry(), at=contest.rounds.get().closes_at)
        Contest.objects.update(called_off_at=NOW)
        contest.refresh_from_db()
        code.contest = contest
        with pytest.raises(CannotEnter, match="hủy"):
            enter_by_code(code=code, entry=_entry(), at=NOW)


class TestEnterByAccount:
    def test_makes_one_row_without_the_address(self, contest, cast: Cast):
        given = {"contest": contest, "user": cast.focal_officer, "entry": _entry(), "at": NOW}
        entrant = enter_by_account(**given)
        assert (entrant.contact_kind, entrant.contact, entrant.user) == ("account", "", cast.focal_officer)
        assert enter_by_account(**given) == entrant

    def test_is_the_same_person_as_the_address_of_the_account(self, contest, cast: Cast):
        enter_by_code(code=_proved(contest, contact=cast.focal_officer.email), entry=_entry(), at=NOW)
        with pytest.raises(CannotEnter, match="bằng chính địa chỉ thư ấy"):
            enter_by_account(contest=contest, user=cast.focal_officer, entry=_entry(), at=NOW)

    @pytest.mark.parametrize("role", ["contest_organiser", "programme_officer", "administrator"])
    def test_refuses_whoever_runs_contests(self, contest, cast: Cast, role: str):
        with pytest.raises(CannotEnter, match="Người tổ chức"):
            enter_by_account(contest=contest, user=getattr(cast, role), entry=_entry(), at=NOW)


class TestCorrectEntrant:
    def test_changes_name_and_unit_until_a_round_is_closed(self, contest):
        entrant, agency = make_entrant(contest, at=NOW), AgencyFactory()
        correct_entrant(entrant=entrant, full_name="Tên Đúng", agency=agency, at=NOW)
        entrant.refresh_from_db()
        assert (entrant.full_name, entrant.agency) == ("Tên Đúng", agency)
        contest.rounds.update(closed_at=NOW)
        with pytest.raises(CannotEnter, match="khóa sổ"):
            correct_entrant(entrant=entrant, full_name="Tên Khác", agency=agency, at=NOW)


class TestGrantExtraTime:
    def test_lengthens_the_attempt_under_way_and_tells_the_trail_no_reason(self, contest, cast: Cast):
        entrant, round_ = make_entrant(contest, at=NOW), contest.rounds.get()
        Contest.objects.update(minutes_allowed=30)
        attempt = make_attempt(entrant, round_, started_at=round_.opens_at)
        at = round_.opens_at + timedelta(minutes=5)
        grant_extra_time(entrant=entrant, minutes=15, grounds="khiếm thị", by=cast.contest_organiser, at=at)
        attempt.refresh_from_db()
        assert attempt.ends_at == round_.opens_at + timedelta(minutes=45)
        entry = AuditEntry.objects.latest("pk")
        assert entry.subject_type == "contests.contest" and "khiếm thị" not in str(entry.detail)
