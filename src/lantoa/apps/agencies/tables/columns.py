"""The four tables of the register and their columns, in the order of the template."""

from collections.abc import Mapping
from dataclasses import dataclass

from lantoa.apps.agencies.models import AgencyKind, Succession
from lantoa.apps.agencies.tables import cells
from lantoa.core.officialdoc import Channel as ChannelKind

KINDS = dict(AgencyKind.choices)
CHANNELS = {kind.value: kind.label for kind in ChannelKind}
SUCCESSIONS = dict(Succession.Kind.choices)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, its heading, what to write in it, and how a cell is read.

    `refers` marks a cell that names an agency; `told` one that is written for the reader and not read back.
    """

    field: str
    header: str
    help: str
    read: cells.Read
    required: bool = False
    labels: Mapping[str, str] | None = None
    refers: bool = False
    told: bool = False
    width: int = 22


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its key in code, its name as a sheet, its columns, and the word for one row."""

    key: str
    name: str
    noun: str
    columns: tuple[Column, ...]

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)


_UNVERIFIED = Column(
    "unverified", "Chưa kiểm chứng", "“có” khi chưa có nguồn, hoặc nguồn không nói đúng điều này.", cells.flag, width=12
)
_NOTE = Column("note", "Ghi chú", "Điều người xem danh bạ cần biết.", cells.text(5000), width=50)
_SOURCE = Column("source", "Nguồn", "Văn bản hoặc trang nêu điều này.", cells.text(500), width=50)
_AGENCY_HELP = "Mã, mã định danh hoặc tên đầy đủ của cơ quan; có thể là cơ quan mới ở bảng Cơ quan của cùng tệp."
_AGENCY = Column("agency", "Cơ quan", _AGENCY_HELP, cells.text(250), required=True, refers=True, width=28)


def _told(field: str, header: str) -> Column:
    return Column(
        field, header, "Để người xem dễ nhận ra; phần mềm không đọc cột này.", cells.text(250), told=True, width=36
    )


AGENCIES = Table("agency", "Cơ quan", "cơ quan", (
    Column("slug", "Mã", "Mã trong phần mềm, không đổi. Cơ quan mới có thể để trống, phần mềm đặt từ tên.", cells.slug),
    Column("name", "Tên đầy đủ", "Tên theo văn bản thành lập.", cells.text(250), required=True, width=44),
    Column("short_name", "Tên ngắn", "Tên dùng trong bảng; để trống thì lấy tên đầy đủ.", cells.text(120), width=28),
    Column("aliases", "Tên gọi khác", "Mỗi tên một dòng trong ô (Alt+Enter để xuống dòng).", cells.lines, width=32),
    Column("kind", "Loại", "Chọn trong danh sách.", cells.choice(KINDS), required=True, labels=KINDS),
    Column("code", "Mã định danh", "Theo Quyết định 20/2020/QĐ-TTg; chưa có nguồn thì để trống.", cells.code),
    Column("parent", "Cấp trên", _AGENCY_HELP, cells.text(250), refers=True, width=28),
    Column("valid_from", "Có từ ngày", "Ngày đầu tiên tồn tại; chưa rõ thì để trống.", cells.day, width=14),
    Column("valid_to", "Đến hết ngày", "Ngày cuối cùng tồn tại; còn hoạt động thì để trống.", cells.day, width=14),
    Column("sources", "Nguồn", "Mỗi nguồn một dòng trong ô.", cells.lines, width=50),
    _UNVERIFIED,
    _NOTE,
))  # fmt: skip
CHANNEL_TABLE = Table("channel", "Kênh", "kênh", (
    _AGENCY,
    _told("agency_name", "Tên cơ quan (để xem)"),
    Column("kind", "Hình thức", "Chọn trong danh sách.", cells.choice(CHANNELS), True, CHANNELS, width=30),
    Column("name", "Tên kênh", "Tên trang, tờ báo, chương trình.", cells.text(200), required=True, width=40),
    Column("address", "Địa chỉ", "Bắt đầu bằng https://; không có thì để trống.", cells.address, width=34),
    _SOURCE,
    _UNVERIFIED,
))  # fmt: skip
CONTACTS = Table("contact", "Người liên hệ", "người liên hệ", (
    _AGENCY,
    _told("agency_name", "Tên cơ quan (để xem)"),
    Column("name", "Họ tên", "Họ tên, hoặc tên bộ phận (Văn thư).", cells.text(200), required=True, width=28),
    Column("position", "Chức vụ", "", cells.text(200)),
    Column("email", "Thư điện tử", "Nơi nhận việc và nhắc việc.", cells.email, width=30),
    Column("phone", "Điện thoại", "Để ô ở dạng chữ (Text) cho khỏi mất số 0 đầu.", cells.phone, width=18),
    Column("zalo", "Nhóm Zalo", "Tên nhóm để dán lời nhắc.", cells.text(200)),
    Column("active", "Đang dùng", "“có” hoặc để trống thì nhận thư.", cells.flag_unless_no, width=12),
    Column("illustrative", "Minh họa", "“có” khi đây là số liệu minh họa.", cells.flag, width=12),
))  # fmt: skip
SUCCESSION_TABLE = Table("succession", "Kế thừa", "kế thừa", (
    Column("predecessor", "Cơ quan trước", _AGENCY_HELP, cells.text(250), required=True, refers=True, width=28),
    _told("predecessor_name", "Tên cơ quan trước (để xem)"),
    Column("successor", "Cơ quan sau", _AGENCY_HELP + " Có thể trống.", cells.text(250), refers=True, width=28),
    _told("successor_name", "Tên cơ quan sau (để xem)"),
    Column("kind", "Loại kế thừa", "Chọn trong danh sách.", cells.choice(SUCCESSIONS), True, SUCCESSIONS),
    Column("on", "Từ ngày", "Ngày đầu tiên của cơ quan sau.", cells.day, required=True, width=14),
    _SOURCE,
    _UNVERIFIED,
    _NOTE,
))  # fmt: skip
TABLES = (AGENCIES, CHANNEL_TABLE, CONTACTS, SUCCESSION_TABLE)
