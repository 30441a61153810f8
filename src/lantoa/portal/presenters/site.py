"""What every page has: the name, the ways, the foot."""

from dataclasses import dataclass

from django.urls import reverse

from lantoa.apps.directives.models import Programme
from lantoa.portal.presenters import addresses, index_addresses
from lantoa.portal.presenters.parts import Empty, Fact, Link, Notice, fact
from lantoa.portal.presenters.words import ILLUSTRATIVE
from lantoa.portal.queries import AskedPortal

NAME = "Lan Tỏa"
TAGLINE = "Theo dõi truyền thông cải cách hành chính"
ABOUT = (
    "Cho biết văn bản chỉ đạo giao những nội dung tuyên truyền nào, cơ quan nào đã đăng bài, "
    "nơi nào còn thiếu; mỗi con số mở ra được đến bài đăng và minh chứng của nó."
)
PRIVACY = "Các trang công khai không dùng cookie, không cần JavaScript và không theo dõi người đọc."


@dataclass(frozen=True, slots=True)
class Shell:
    """The header and the footer of a public page; `columns` and `contact` are there where a portal is."""

    name: str
    tagline: str
    home: str
    ways: tuple[Link, ...]
    about: str
    privacy: str
    foot_links: tuple[Link, ...]
    columns: tuple[Link, ...] = ()
    contact: tuple[Fact, ...] = ()
    kept_by: Link | None = None
    illustrative: bool = False
    search: str = ""


def shell(section: str, portal: AskedPortal | None = None, *, path: str = "") -> Shell:
    """Return the frame of a page of that section: home, themes, coverage, about …, or "" for none."""
    foot = (
        Link("Cách tính các con số", addresses.about() + "#cach-tinh"),
        Link("Lưu trữ theo năm", addresses.archive())
        if portal
        else Link("Thành phần giao diện", reverse("portal:components")),
        Link("Cuộc thi", addresses.contests()) if portal else None,
        Link("Nghe bản tin", addresses.listening()),
        Link("Dịch vụ công", addresses.services()),
        Link("Tôi cần…", addresses.needs()),
        Link("Gửi phản ánh", reverse("sending:form")),
        Link("Khảo sát hài lòng", reverse("portal:surveys")),
        Link("Phản ánh, kiến nghị", addresses.feedback_list()),
        Link("Nhận tin qua RSS", addresses.feed("rss")) if portal else None,
        Link("Liên hệ", addresses.contact()) if portal else None,
        Link("Khả năng tiếp cận", addresses.accessibility()),
        Link("Dữ liệu cá nhân", addresses.data_map()),
        Link("Dành cho cán bộ", reverse("wagtailadmin_home")),
    )
    ways = tuple(Link(label, href, current=code == section) for code, label, href in _ways(portal))
    foot_links = tuple(link for link in foot if link)
    search = "" if section == "search" else addresses.search()  # that page has a box of its own
    if portal is None:
        return Shell(NAME, TAGLINE, addresses.home(), ways, ABOUT, PRIVACY, foot_links, search=search)
    page = portal.page
    return Shell(
        name=page.title,
        tagline=page.tagline,
        home=addresses.home(),
        ways=ways,
        about=page.search_description or ABOUT,
        privacy=PRIVACY,
        foot_links=foot_links,
        columns=column_links(portal, path=path),
        contact=contact_facts(portal),
        kept_by=Link(page.agency.name, addresses.of_agency(page.agency)),
        illustrative=page.illustrative,
        search=search,
    )


def _ways(portal: AskedPortal | None) -> list[tuple[str, str, str]]:
    return [
        ("home", "Trang chủ", addresses.home()),
        ("services", "Dịch vụ công", addresses.services()),
        ("themes", "Nội dung", addresses.home() + "#noi-dung"),
        ("coverage", "Độ bao phủ", addresses.coverage()),
        ("indices", "Chỉ số", index_addresses.all_indices()),
        *([("results", "Kết quả", addresses.results()), ("events", "Sự kiện", addresses.events())] if portal else []),
        ("library", "Tài liệu", addresses.library()),
        ("about", "Giới thiệu", addresses.about()),
    ]


def column_links(portal: AskedPortal, *, path: str = "") -> tuple[Link, ...]:
    """Return the ways to the columns; the one of the page at `path` is marked."""
    ways = [(column.title, portal.address_of(column)) for column in portal.columns]
    return tuple(Link(title, href, current=path == href) for title, href in ways)


def contact_facts(portal: AskedPortal) -> tuple[Fact, ...]:
    """Return how to reach the portal; what was not given is left out."""
    page = portal.page
    facts = [
        ("Địa chỉ", page.contact_address, ""),
        (
            "Điện thoại",
            page.contact_phone,
            "tel:" + "".join(sign for sign in page.contact_phone if sign in "+0123456789"),
        ),
        ("Thư điện tử", page.contact_email, f"mailto:{page.contact_email}"),
    ]
    return tuple(fact(term, text, href=href) for term, text, href in facts if text)


def trail(*links: Link) -> tuple[Link, ...]:
    """Return the way from the home page to a page."""
    return (Link("Trang chủ", addresses.home()), *links)


def illustrative_notice(programme: Programme | None, *, slim: bool = True) -> Notice | None:
    """Return the mark of illustrative data, None for a real programme."""
    if programme is None or not programme.illustrative:
        return None
    return Notice("illustrative", ILLUSTRATIVE, title="Số liệu minh họa", slim=slim)


def no_programme() -> Empty:
    """Return what the pages say before the first programme is confirmed."""
    return Empty(
        "Chưa có chương trình tuyên truyền nào",
        "Trang này sẽ có nội dung khi cán bộ phụ trách nhận một văn bản chỉ đạo, kiểm tra các nội dung đọc được "
        "từ văn bản rồi xác nhận chương trình.",
        (
            Link("Cán bộ: đăng nhập để nhận văn bản", reverse("wagtailadmin_home")),
            Link("Trang này làm gì", addresses.about()),
        ),
    )
