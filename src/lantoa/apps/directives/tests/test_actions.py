"""A directive received, drafted into a programme and confirmed, each once."""

import re
import unicodedata
from datetime import date, datetime

import pytest

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.directives.actions import CannotConfirm, confirm_programme, draft_programme, receive_directive
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE, NO_DIRECTIVE, OTHER, WITHOUT_ITEMS
from lantoa.core.officialdoc import NotADirective


def _received(text: str, at: datetime, file_name: str = "van-ban.txt") -> Directive:
    return receive_directive(text=text, file_name=file_name, by=None, at=at)


def _drafted(text: str, at: datetime) -> Programme:
    return draft_programme(directive=_received(text, at), illustrative=False, by=None, at=at)


def _example() -> str:
    return EXAMPLE.read_text(encoding="utf-8")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.django_db
class TestReceiveDirective:
    def test_stores_the_real_example_as_it_states_itself(self, now: datetime) -> None:
        directive = _received(_example(), now, "300.txt")
        directive.refresh_from_db()
        assert (directive.identifier, directive.date) == ("300/STTTT-TTBCXB", date(2023, 3, 29))
        assert (directive.issuer_parent, directive.issuer) == ("UBND TỈNH QUẢNG TRỊ", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG")
        assert (directive.place, directive.doc_type, directive.year_in_symbol) == ("Quảng Trị", "công văn", None)
        assert len(directive.recipients) == 6
        assert [base["symbol"] for base in directive.legal_bases] == ["219/KH-UBND"]
        assert directive.signer == {"authority": "KT. GIÁM ĐỐC", "title": "PHÓ GIÁM ĐỐC", "name": "Nguyễn Hoàn"}
        assert directive.missing == ["deadline", "quantity", "reporting"]
        assert (directive.file_name, directive.received_at, directive.text) == ("300.txt", now, _example())

    def test_stores_the_same_text_once(self, now: datetime) -> None:
        first = _received(_example(), now, "300.txt")
        again = _received(unicodedata.normalize("NFD", _example()), now, "ban-sao.docx")
        assert again == first
        assert Directive.objects.get().file_name == "300.txt"
        assert AuditEntry.objects.filter(act="directives.receive_directive").count() == 1

    def test_stores_a_text_with_letters_that_no_database_takes(self, now: datetime) -> None:
        directive = _received(_example().replace("Kính gửi", "Kính\0 gửi"), now)
        assert directive.text == _example()

    def test_leaves_out_what_is_too_long_to_be_what_it_was_read_as(self, now: datetime) -> None:
        overlong = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG " + "VÀ CÁC ĐƠN VỊ TRỰC THUỘC " * 14
        directive = _received(_example().replace("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", overlong.strip()), now)
        directive.refresh_from_db()
        assert directive.issuer is None or len(directive.issuer) <= 300
        assert (directive.issuer is None) == ("issuer" in directive.missing)

    def test_stores_another_text_beside_it(self, now: datetime) -> None:
        _received(_example(), now)
        assert _received(OTHER, now).identifier == "45/SNV-CCHC"
        assert Directive.objects.count() == 2

    @pytest.mark.parametrize("text", [NO_DIRECTIVE, "", "   \n"])
    def test_stores_nothing_of_what_is_no_directive(self, text: str, now: datetime) -> None:
        with pytest.raises(NotADirective, match="Hãy"):
            _received(text, now)
        assert not Directive.objects.exists()
        assert not AuditEntry.objects.exists()

    def test_says_in_the_trail_what_was_read(self, now: datetime) -> None:
        directive = receive_directive(text=OTHER, file_name="45.txt", by=UserFactory(username="can.bo"), at=now)
        entry = AuditEntry.objects.get(subject_type="directives.directive", subject_id=str(directive.pk))
        assert (entry.act, entry.actor, entry.at) == ("directives.receive_directive", "can.bo", now)
        assert entry.detail == {"identifier": "45/SNV-CCHC", "items": 2, "missing": directive.missing}


@pytest.mark.django_db
class TestDraftProgramme:
    def test_makes_a_theme_of_each_item_of_the_real_example(self, now: datetime) -> None:
        programme = _drafted(_example(), now)
        themes = list(programme.themes.all())
        assert [theme.code for theme in themes] == [f"T{number}" for number in range(1, 9)]
        assert (programme.year, programme.state) == (2023, Programme.State.DRAFTED)
        text = _squeezed(programme.directive.text)
        assert [theme.code for theme in themes if _squeezed(theme.text) not in text] == []
        assert len({theme.title for theme in themes}) == 8
        assert all(len(theme.title) <= 90 for theme in themes)

    def test_ties_each_duty_to_a_sentence_of_the_directive(self, now: datetime) -> None:
        programme = _drafted(_example(), now)
        duties = list(Duty.objects.filter(theme__programme=programme).select_related("theme"))
        assert duties
        for duty in duties:
            assert _squeezed(duty.sentence) in _squeezed(duty.theme.text)
            assert _squeezed(duty.sentence) in _squeezed(programme.directive.text)

    def test_states_no_deadline_or_number_that_the_directive_does_not(self, now: datetime) -> None:
        duties = Duty.objects.filter(theme__programme=_drafted(_example(), now))
        assert set(duties.values_list("due_date", "quantity")) == {(None, None)}

    def test_gives_the_special_column_to_newspaper_and_broadcaster_alone(self, now: datetime) -> None:
        duties = Duty.objects.filter(theme__programme=_drafted(_example(), now))
        columns = duties.filter(product__contains="chuyên mục")
        assert set(columns.values_list("recipient", "channel")) == {
            ("Báo Quảng Trị", "newspaper"),
            ("Đài Phát thanh-Truyền hình tỉnh", "broadcast"),
        }
        (theme,) = set(columns.values_list("theme", flat=True))
        assert duties.filter(theme=theme).count() == columns.count()

    def test_addresses_every_recipient_of_the_directive(self, now: datetime) -> None:
        programme = _drafted(_example(), now)
        recipients = set(Duty.objects.filter(theme__programme=programme).values_list("recipient", flat=True))
        assert set(programme.directive.recipients) <= recipients
        for theme in programme.themes.exclude(position=6):
            assert set(theme.duties.values_list("recipient", flat=True)) == set(programme.directive.recipients)

    def test_makes_another_programme_of_another_directive(self, now: datetime) -> None:
        _drafted(_example(), now)
        programme = _drafted(OTHER, now)
        assert (programme.year, programme.name) == (2024, "Chương trình tuyên truyền chuyển đổi số năm 2024")
        assert [(theme.code, theme.title) for theme in programme.themes.all()] == [
            ("T1", "Dịch vụ công trực tuyến toàn trình"),
            ("T2", "Định danh và xác thực điện tử trên hệ thống loa truyền thanh cơ sở"),
        ]
        columns = ("theme__position", "recipient", "channel", "product", "quantity", "due_date")
        assert list(Duty.objects.filter(theme__programme=programme).order_by("id").values_list(*columns)) == [
            (1, "Các Sở, ban, ngành cấp tỉnh", "web", "tin, bài", 2, date(2024, 6, 30)),
            (1, "UBND các huyện, thị xã, thành phố", "web", "tin, bài", 2, date(2024, 6, 30)),
            (2, "Các Sở, ban, ngành cấp tỉnh", "loudspeaker", None, None, None),
            (2, "UBND các huyện, thị xã, thành phố", "loudspeaker", None, None, None),
        ]

    def test_makes_the_programme_of_a_directive_once(self, now: datetime) -> None:
        programme = _drafted(_example(), now)
        before = (Theme.objects.count(), Duty.objects.count())
        assert _drafted(_example(), now) == programme
        assert (Programme.objects.count(), Theme.objects.count(), Duty.objects.count()) == (1, *before)
        assert AuditEntry.objects.filter(act="directives.draft_programme").count() == 1

    def test_keeps_what_the_first_draft_said_of_being_illustrative(self, now: datetime) -> None:
        directive = _received(OTHER, now)
        assert draft_programme(directive=directive, illustrative=True, by=None, at=now).illustrative
        assert draft_programme(directive=directive, illustrative=False, by=None, at=now).illustrative

    @pytest.mark.parametrize(
        ("subject", "day", "year"),
        [
            ("năm 2023", "15 tháng 01 năm 2024", 2023),
            ("giai đoạn 2021-2025", "15 tháng 01 năm 2024", 2024),
            ("chuyển đổi số", "    tháng 01 năm", 2025),
        ],
    )
    def test_takes_the_year_of_the_subject_else_of_the_date_else_of_receipt(
        self, subject: str, day: str, year: int
    ) -> None:
        text = OTHER.replace("năm 2024", subject, 1).replace("ngày 15 tháng 01 năm 2024", f"ngày {day}")
        programme = _drafted(text, datetime.fromisoformat("2025-02-03T08:00:00+07:00"))
        assert programme.year == year

    def test_makes_an_empty_programme_of_a_letter_that_asks_nothing(self, now: datetime) -> None:
        programme = _drafted(WITHOUT_ITEMS, now)
        assert (programme.themes.count(), programme.state) == (0, Programme.State.DRAFTED)


@pytest.mark.django_db
class TestConfirmProgramme:
    def test_takes_the_word_of_a_person_once(self, now: datetime) -> None:
        programme = DutyFactory(theme__programme=ProgrammeFactory()).theme.programme
        officer, other = UserFactory(username="can.bo"), UserFactory()
        confirmed = confirm_programme(programme=programme, by=officer, at=now)
        assert (confirmed.state, confirmed.confirmed_by, confirmed.confirmed_at) == ("confirmed", officer, now)
        again = confirm_programme(programme=programme, by=other, at=now.replace(year=2024))
        again.refresh_from_db()
        assert (again.confirmed_by, again.confirmed_at) == (officer, now)
        entry = AuditEntry.objects.get(act="directives.confirm_programme")
        assert (entry.actor, entry.subject_id) == ("can.bo", str(programme.pk))

    def test_refuses_a_programme_without_a_duty(self, now: datetime) -> None:
        theme = ThemeFactory(programme=ProgrammeFactory())
        with pytest.raises(CannotConfirm, match="chưa có nhiệm vụ nào; hãy thêm nhiệm vụ"):
            confirm_programme(programme=theme.programme, by=UserFactory(), at=now)
        theme.programme.refresh_from_db()
        assert (theme.programme.state, theme.programme.confirmed_at) == (Programme.State.DRAFTED, None)
        assert not AuditEntry.objects.exists()
