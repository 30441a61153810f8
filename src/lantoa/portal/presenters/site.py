"""What every page has: the name, the ways, the foot."""

from dataclasses import dataclass

from django.urls import reverse

from lantoa.apps.directives.models import Programme
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Empty, Head, Link, Notice
from lantoa.portal.presenters.words import ILLUSTRATIVE

NAME = "Lan Tỏa"
TAGLINE = "Theo dõi truyền thông cải cách hành chính"
ABOUT = (
    "Cho biết văn bản chỉ đạo giao những nội dung tuyên truyền nào, cơ quan nào đã đăng bài, "
    "nơi nào còn thiếu; mỗi con số mở ra được đến bài đăng và minh chứng của nó."
)
PRIVACY = "Các trang công khai không dùng cookie, không cần JavaScript và không theo dõi người đọc."


@dataclass(frozen=True, slots=True)
class Shell:
    """The header and the footer of a public page."""

    name: str
    tagline: str
    home: str
    ways: tuple[Link, ...]
    about: str
    privacy: str
    foot_links: tuple[Link, ...]


def shell(section: str) -> Shell:
    """Return the frame of a page of that section: home, themes, coverage, about, or "" for none."""
    ways = (
        ("home", "Trang chủ", addresses.home()),
        ("themes", "Nội dung", addresses.home() + "#noi-dung"),
        ("coverage", "Độ bao phủ", addresses.coverage()),
        ("about", "Giới thiệu", addresses.about()),
    )
    foot = (
        Link("Cách tính các con số", addresses.about() + "#cach-tinh"),
        Link("Thành phần giao diện", reverse("portal:components")),
        Link("Dành cho cán bộ", reverse("wagtailadmin_home")),
    )
    return Shell(
        name=NAME,
        tagline=TAGLINE,
        home=addresses.home(),
        ways=tuple(Link(label, href, current=code == section) for code, label, href in ways),
        about=ABOUT,
        privacy=PRIVACY,
        foot_links=foot,
    )


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


@dataclass(frozen=True, slots=True)
class AboutPage:
    head: Head
    coverage_href: str
    components_href: str


def about_page() -> AboutPage:
    """Return the page that says what the site is and how its figures are made."""
    head = Head("Giới thiệu và cách tính", lead=ABOUT, crumbs=trail(Link("Giới thiệu")))
    return AboutPage(head, addresses.coverage(), reverse("portal:components"))
