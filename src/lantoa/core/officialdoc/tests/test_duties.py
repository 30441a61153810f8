import dataclasses
import datetime
from pathlib import Path

import pytest

from lantoa.core.officialdoc import Channel, Directive, DutyDraft, Item, channels_named, read_directive, read_duties

ROOT = Path(__file__).parents[5]
RECIPIENTS = (
    "Các sở, ban, ngành cấp tỉnh",
    "UBND các huyện, thị xã",
    "Các cơ quan báo chí",
    "Cổng thông tin điện tử tỉnh",
)


@pytest.fixture(scope="module")
def duties_of_300() -> tuple[DutyDraft, ...]:
    text = (ROOT / "examples" / "directives" / "300-STTTT-TTBCXB.txt").read_text(encoding="utf-8")
    return read_duties(read_directive(text))


def _directive(*items: str) -> Directive:
    return Directive(
        issuer_parent=None,
        issuer="SỞ NỘI VỤ",
        number="1",
        symbol="SNV-CCHC",
        year_in_symbol=None,
        place=None,
        date=datetime.date(2024, 4, 5),
        doc_type="công văn",
        subject=None,
        recipients=RECIPIENTS,
        legal_bases=(),
        proposals=(),
        signer=None,
        distribution=(),
        items=tuple(Item(number, text) for number, text in enumerate(items, start=1)),
        missing=(),
    )


class TestDutiesOfDirective300:
    def test_give_the_special_column_to_newspaper_and_broadcaster_only(
        self, duties_of_300: tuple[DutyDraft, ...]
    ) -> None:
        sixth = [(duty.recipient, duty.channel, duty.product) for duty in duties_of_300 if duty.item_number == 6]
        assert sixth == [
            ("Báo Quảng Trị", Channel.NEWSPAPER, "chuyên trang, chuyên mục"),
            ("Đài Phát thanh-Truyền hình tỉnh", Channel.BROADCAST, "chuyên trang, chuyên mục"),
        ]

    @pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 7, 8])
    def test_give_every_other_item_to_every_recipient(self, number: int, duties_of_300: tuple[DutyDraft, ...]) -> None:
        assert len({duty.recipient for duty in duties_of_300 if duty.item_number == number}) == 6

    def test_use_the_channels_that_each_recipient_has(self, duties_of_300: tuple[DutyDraft, ...]) -> None:
        second = {(duty.recipient.split()[0], str(duty.channel)) for duty in duties_of_300 if duty.item_number == 2}
        assert second == {
            ("Các", "web"),
            ("UBND", "web"),
            ("Các", "newspaper"),
            ("Các", "broadcast"),
            ("Cổng", "web"),
            ("Trung", "loudspeaker"),
            ("Trung", "web"),
            ("Phòng", "web"),
        }

    @pytest.mark.parametrize(("channel", "items"), [(Channel.INTERNAL, {1, 7}), (Channel.CONTEST, {7})])
    def test_add_internal_meetings_and_contests_where_the_item_says_so(
        self, channel: Channel, items: set[int], duties_of_300: tuple[DutyDraft, ...]
    ) -> None:
        assert {duty.item_number for duty in duties_of_300 if duty.channel is channel} == items

    def test_carry_a_sentence_of_the_text_and_no_invented_quantity_or_day(
        self, duties_of_300: tuple[DutyDraft, ...]
    ) -> None:
        text = (ROOT / "examples" / "directives" / "300-STTTT-TTBCXB.txt").read_text(encoding="utf-8")
        assert all(duty.sentence in text for duty in duties_of_300)
        assert {(duty.quantity, duty.due_date) for duty in duties_of_300} == {(None, None)}


class TestReadDuties:
    @pytest.mark.parametrize(
        ("item", "expected"),
        [
            (
                "Các sở, ban, ngành cấp tỉnh; UBND các huyện, thị xã: đăng ít nhất 02 tin, bài trước ngày 30/6.",
                {
                    (RECIPIENTS[0], "web", "tin, bài", 2, "2024-06-30"),
                    (RECIPIENTS[1], "web", "tin, bài", 2, "2024-06-30"),
                },
            ),
            (
                "Đài Phát thanh và Truyền hình tỉnh sản xuất ba phóng sự, hoàn thành trước ngày 15 tháng 9 năm 2025.",
                {("Đài Phát thanh và Truyền hình tỉnh", "broadcast", "phóng sự", 3, "2025-09-15")},
            ),
            (
                "Giao Sở Nội vụ theo dõi, tổng hợp.",
                {("Sở Nội vụ", "web", None, None, None)},
            ),
            (
                "Sở Văn hóa và Thể thao, Báo Hà Trung phối hợp phát động cuộc thi.",
                {
                    ("Sở Văn hóa và Thể thao", "web", None, None, None),
                    ("Sở Văn hóa và Thể thao", "contest", None, None, None),
                    ("Báo Hà Trung", "newspaper", None, None, None),
                    ("Báo Hà Trung", "contest", None, None, None),
                },
            ),
            (
                "UBND các huyện, thị xã\nTreo băng rôn tại trụ sở.\nPhát trên hệ thống loa truyền thanh.",
                {
                    (RECIPIENTS[1], "loudspeaker", None, None, None),
                    (RECIPIENTS[1], "bulletin_board", "băng rôn", None, None),
                },
            ),
        ],
    )
    def test_names_who_how_what_how_many_and_by_when(
        self, item: str, expected: set[tuple[str, str, str | None, int | None, str | None]]
    ) -> None:
        found = {
            (
                duty.recipient,
                str(duty.channel),
                duty.product,
                duty.quantity,
                duty.due_date.isoformat() if duty.due_date else None,
            )
            for duty in read_duties(_directive(item))
        }
        assert found == expected

    @pytest.mark.parametrize("subject", ["", "Các cơ quan, đơn vị, địa phương "])
    def test_addresses_everybody_when_nobody_is_named(self, subject: str) -> None:
        duties = read_duties(_directive(f"{subject}tuyên truyền sâu rộng về dịch vụ công."))
        assert {duty.recipient for duty in duties} == set(RECIPIENTS)

    @pytest.mark.parametrize(
        "item",
        [
            "Các cơ quan, đơn vị báo cáo kết quả thực hiện về Sở trước ngày 28/02/2024.",
            "Gửi báo cáo kết quả về Sở Nội vụ trước ngày 20 hằng tháng.",
            "Sở Nội vụ theo dõi, đôn đốc việc thực hiện; tổng hợp, báo cáo UBND tỉnh.",
            "Sở Tài chính\n- Tham mưu bố trí kinh phí thực hiện Kế hoạch.",
            "Chánh Văn phòng, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.",
            "Thực hiện Công văn số 19/UBND-TH, Sở đề nghị các đơn vị khẩn trương gửi báo cáo về Sở trước ngày 06/12.",
        ],
    )
    def test_leaves_out_office_work(self, item: str) -> None:
        assert read_duties(_directive(item)) == ()

    def test_keeps_the_day_of_a_report_apart_from_the_day_of_the_work(self) -> None:
        item = "Đăng ít nhất 02 tin, bài trên website trước ngày 10/6; báo cáo kết quả về Sở trước ngày 20/6."
        assert {duty.due_date for duty in read_duties(_directive(item))} == {datetime.date(2024, 6, 10)}

    @pytest.mark.parametrize(
        ("item", "due_date", "working_days"),
        [
            ("Đăng 02 bài trên website trong thời hạn 05 ngày làm việc kể từ ngày nhận được Công văn này.", None, 5),
            ("Trong vòng 10 (mười) ngày làm việc, kể từ khi nhận được văn bản, đăng bài trên website.", None, 10),
            ("Đăng bài trên website trong thời hạn không quá ba ngày làm việc tính từ ngày nhận văn bản.", None, 3),
            ("Đăng bài trên website trong 05 ngày làm việc kể từ ngày ký ban hành.", None, None),
            ("Đăng bài trên website trong thời hạn 05 ngày kể từ ngày nhận được văn bản.", None, None),
            ("Đăng bài trên website trong thời hạn 0 ngày làm việc kể từ ngày nhận được văn bản.", None, None),
            ("Đăng bài về thủ tục giải quyết trong 05 ngày làm việc trên website.", None, None),
            (
                "Đăng bài trong 05 ngày làm việc kể từ ngày nhận được văn bản, chậm nhất ngày 10/6/2024.",
                datetime.date(2024, 6, 10),
                None,
            ),
            ("Đăng bài; báo cáo kết quả trong 05 ngày làm việc kể từ ngày nhận được văn bản.", None, None),
        ],
    )
    def test_counts_working_days_only_from_the_receipt_of_the_document(
        self, item: str, due_date: datetime.date | None, working_days: int | None
    ) -> None:
        duties = read_duties(_directive(item))
        assert {(duty.due_date, duty.due_working_days) for duty in duties} == {(due_date, working_days)}

    def test_addresses_whom_the_issuer_asks_and_not_the_issuer(self) -> None:
        item = "Sở Nội vụ đề nghị UBND các huyện, thị xã đăng tin trên website."
        assert {duty.recipient for duty in read_duties(_directive(item))} == {RECIPIENTS[1]}

    def test_gives_an_item_for_everybody_to_those_alone_who_have_its_channel(self) -> None:
        duties = read_duties(_directive("Phát trên hệ thống truyền thanh cơ sở 03 lần/tuần."))
        assert {duty.recipient for duty in duties} == set(RECIPIENTS[:2])

    def test_takes_the_agencies_of_the_assignment_part_where_nobody_is_addressed(self) -> None:
        directive = dataclasses.replace(
            _directive("Tuyên truyền về dịch vụ công."), recipients=(), assignees=("Báo Hà Trung", "Sở Nội vụ")
        )
        assert [(duty.recipient, str(duty.channel)) for duty in read_duties(directive)] == [
            ("Báo Hà Trung", "newspaper"),
            ("Sở Nội vụ", "web"),
        ]

    @pytest.mark.parametrize("doc_type", ["báo cáo", "tờ trình", "giấy mời"])
    def test_finds_nothing_in_a_paper_that_asks_for_no_communication(self, doc_type: str) -> None:
        assert read_duties(dataclasses.replace(_directive("Đăng tin trên website."), doc_type=doc_type)) == ()

    def test_finds_nothing_where_there_is_no_item(self) -> None:
        assert read_duties(_directive()) == ()


class TestChannel:
    def test_has_a_label_for_every_form_and_a_basis_for_the_eight_legal_ones(self) -> None:
        assert len({channel.label for channel in Channel}) == len(Channel) == 13
        assert sum("49/2024" in (channel.basis or "") for channel in Channel) == 8

    @pytest.mark.parametrize(
        ("sentence", "channels"),
        [
            ("Phát trên hệ thống truyền thanh cơ sở", {Channel.LOUDSPEAKER}),
            ("Niêm yết tại bảng tin công cộng, treo pa-nô", {Channel.BULLETIN_BOARD}),
            ("In tờ rơi, tờ gấp", {Channel.LEAFLET}),
            ("Qua đội ngũ báo cáo viên, tuyên truyền viên", {Channel.PROPAGANDIST}),
            ("Gửi tin nhắn SMS", {Channel.TELECOM_MESSAGE}),
            ("Phát triển Chính phủ điện tử, dịch vụ công trực tuyến", set()),
        ],
    )
    def test_is_named_by_its_words(self, sentence: str, channels: set[Channel]) -> None:
        assert channels_named(sentence) == channels
