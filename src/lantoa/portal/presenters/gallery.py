"""Every component in every state it can be in, on one page, with words of our own."""

from dataclasses import dataclass, replace

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from lantoa.core.charts import Bar, Part, Point, bar_chart, line_chart, stacked_bar
from lantoa.portal.presenters import site
from lantoa.portal.presenters.coverage import LEGEND, Column, DrawnMatrix, DrawnRow, Group, Mark
from lantoa.portal.presenters.filters import Filter, FilterField
from lantoa.portal.presenters.gallery_indices import index_pictures
from lantoa.portal.presenters.parts import (
    Badge,
    Card,
    Empty,
    Fact,
    Head,
    Link,
    Notice,
    Pages,
    Picture,
    Stat,
    Tag,
    Value,
    fact,
    pages_of,
    picture,
)

_COLOURS = (
    ("paper", "nền giấy"),
    ("surface", "mặt thẻ"),
    ("sunken", "nền chìm"),
    ("ink", "chữ"),
    ("ink-soft", "chữ phụ"),
    ("lacquer", "son, màu nhận diện"),
    ("lacquer-deep", "son đậm"),
    ("gold", "vàng, chỉ làm nét trang trí"),
    ("teal", "số liệu"),
    ("link", "đường dẫn"),
    ("gap", "khoảng trống"),
    ("unknown", "chưa rõ"),
)
_SIZES = (
    ("3xl", "Tiêu đề trang"),
    ("2xl", "Tiêu đề mục"),
    ("l", "Tiêu đề thẻ"),
    ("m", "Chữ thường"),
    ("xs", "Chú thích"),
)


class _SampleForm(forms.Form):
    ky = forms.ChoiceField(
        label="Kỳ", widget=forms.RadioSelect, choices=[("nam", "Năm 2023"), ("quy-1", "Quý I năm 2023")], initial="nam"
    )
    loai = forms.ChoiceField(label="Loại cơ quan", choices=[("", "Mọi loại"), ("so", "Sở")], required=False)
    tim = forms.CharField(label="Từ trong tiêu đề", help_text="Có dấu hay không dấu đều được.", required=False)
    tu = forms.DateField(
        label="Từ ngày",
        widget=forms.TextInput,
        error_messages={"invalid": "Ngày này chưa đúng. Hãy gõ ngày/tháng/năm, ví dụ 01/06/2023."},
    )


@dataclass(frozen=True, slots=True)
class GalleryPage:
    head: Head
    colours: tuple[tuple[str, str], ...]
    sizes: tuple[tuple[str, str], ...]
    tags: tuple[Tag, ...]
    cards: tuple[Card, ...]
    stats: tuple[Stat, ...]
    pictures: tuple[Picture, ...]
    index_pictures: tuple[Picture, ...]
    legend: tuple[Mark, ...]
    matrix: DrawnMatrix
    wide_matrix: DrawnMatrix
    filter: Filter
    filter_wrong: Filter
    pages: tuple[Pages, ...]
    notices: tuple[Notice, ...]
    empty: Empty
    facts: tuple[Fact, ...]
    badge: Badge


def gallery_page() -> GalleryPage:
    """Return the gallery; no figure in it is anybody's."""
    return GalleryPage(
        head=Head(
            "Thành phần giao diện",
            lead="Mọi thành phần của trang công khai, ở mọi trạng thái. Các con số trên trang này là ví dụ.",
            crumbs=site.trail(Link("Thành phần giao diện")),
        ),
        colours=_COLOURS,
        sizes=_SIZES,
        tags=_tags(),
        cards=_cards(),
        stats=(Stat("118", "bài đã tính", "42 bài đã có người xác nhận"), Stat("—", "tỷ lệ phủ", "chưa tính được")),
        pictures=_pictures(),
        index_pictures=index_pictures(),
        legend=LEGEND,
        matrix=_matrix(8),
        wide_matrix=_matrix(14),
        filter=_filter(_SampleForm({"ky": "nam"}), with_date=False),
        filter_wrong=_filter(_SampleForm({"ky": "nam", "tu": "31/02/2023"}), with_date=True),
        pages=_pages(),
        notices=_notices(),
        empty=Empty(
            "Chưa có gì ở đây",
            "Câu này nói vì sao và việc cần làm tiếp.",
            (Link("Việc nên làm", "#"), Link("Việc khác", "#")),
        ),
        facts=_facts(),
        badge=Badge("9f86d081884c7d65", "14:05 ngày 29/03/2023", "#"),
    )


def _tags() -> tuple[Tag, ...]:
    return (
        Tag("thường"),
        Tag("có đường dẫn", href="#"),
        Tag("T7", "theme", "#"),
        Tag("minh họa", "illustrative"),
        Tag("đăng lại bài của Báo tỉnh", "repost"),
        Tag("chưa kiểm chứng", "warning"),
        Tag("một cửa", "phrase", count="12 bài"),
    )


def _cards() -> tuple[Card, ...]:
    dots = ("covered",) * 9 + ("gap",) * 5 + ("unknown",) * 2
    return (
        Card(
            "Một nội dung của văn bản",
            "#",
            code="T7",
            figure="23",
            figure_unit="bài",
            dots=dots,
            dots_words="9/16 cơ quan đã có bài, 5 còn trống, 2 chưa rõ.",
        ),
        Card(
            "Một bài đăng có tiêu đề dài để thử cách xuống dòng trên màn hình hẹp",
            "#",
            kicker="Sở Nội vụ · 29/03/2023",
            tags=_tags()[2:5],
        ),
        Card(
            "Một bài trong danh sách của một nội dung",
            "#",
            kicker="Báo tỉnh · chưa rõ ngày đăng · điểm 0,87",
            phrases=_tags()[6:],
        ),
    )


def _pictures() -> tuple[Picture, ...]:
    points = [Point(f"T{month}", articles) for month, articles in enumerate((4, 9, 2, 7, 11, 6), start=1)]
    return (
        picture(
            stacked_bar(
                "Các ô “cơ quan × nội dung”",
                [Part("Đã có bài", 45), Part("Khoảng trống", 30), Part("Chưa rõ", 5)],
                unit="ô",
            )
        ),
        picture(
            bar_chart(
                "Số bài theo nội dung",
                [Bar("T1. Nội dung thứ nhất", 12), Bar("T2. Nội dung thứ hai", 3)],
                unit="bài",
                noun="nội dung",
            )
        ),
        picture(line_chart("Số bài theo tháng", points, unit="bài", noun="tháng")),
    )


def _matrix(columns: int) -> DrawnMatrix:
    codes = [f"T{place}" for place in range(1, columns + 1)]
    samples = (
        ("covered", "3", "3 bài"),
        ("gap", "trống", "trống"),
        ("unknown", "chưa rõ", "chưa rõ"),
        ("not_owed", "–", "không được giao"),
    )

    def row(name: str, turn: int) -> DrawnRow:
        cells = []
        for place, code in enumerate(codes):
            state, mark, words = samples[(place + turn) % 4]
            cells.append(Mark(state, mark, f"{name}, {code}: {words}", code, "" if state == "not_owed" else "#"))
        return DrawnRow(name, "#", f"{columns // 2}/{columns}", tuple(cells))

    total = DrawnRow("Số bài", "", "9", tuple(Mark("total", "3", "3", code) for code in codes))
    return DrawnMatrix(
        caption=f"Bảng ví dụ có {columns} cột.",
        corner="Cơ quan",
        total_label="Phủ",
        columns=tuple(Column(code, f"Nội dung {code}", "#") for code in codes),
        groups=(
            Group("Báo", (row("Báo tỉnh", 0),)),
            Group("Sở và tương đương", (row("Sở Nội vụ", 1), row("Sở Y tế", 2))),
        ),
        totals=(total,),
    )


def _filter(form: _SampleForm, *, with_date: bool) -> Filter:
    dates = (FilterField(form["tu"]),) if with_date else ()
    return Filter(
        action="#",
        label="Biểu mẫu ví dụ có lỗi" if with_date else "Biểu mẫu ví dụ",
        submit="Xem",
        groups=() if with_date else (form["ky"],),
        fields=dates if with_date else (FilterField(form["loai"]), FilterField(form["tim"])),
        reset="#",
        extra=(Link("Tải bảng số liệu (CSV)", "#"),),
    )


def _pages() -> tuple[Pages, ...]:
    paginator = Paginator(range(180), 20)
    query = QueryDict()
    first, middle = (pages_of(paginator.page(place), query=query, noun="bài") for place in (1, 5))
    return first, replace(middle, label="Các trang, đang ở giữa danh sách")


def _notices() -> tuple[Notice, ...]:
    return (
        Notice("plain", "Lời nhắn thường, có thể kèm đường dẫn.", title="Lời nhắn", links=(Link("Xem thêm", "#"),)),
        Notice("illustrative", "Số liệu minh họa, hoặc khoảng trống.", title="Số liệu minh họa"),
        Notice("good", "Việc đã xong hoặc kiểm tra thấy đúng.", title="Còn nguyên vẹn"),
        Notice("error", "Điều sai và cách sửa.", title="Chưa đúng"),
        Notice("unknown", "Điều chưa biết được và vì sao.", title="Chưa rõ"),
        Notice("plain", "Lời nhắn mảnh, một dòng.", slim=True),
    )


def _facts() -> tuple[Fact, ...]:
    return (
        fact("Số, ký hiệu", "300/STTTT-TTBCXB"),
        fact("Tác giả", None),
        fact("SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", code=True),
        Fact(
            "Kênh",
            (Value("Trang thông tin", href="#", note="trang thông tin điện tử"), Value("Bản tin", tags=(_tags()[5],))),
        ),
    )
