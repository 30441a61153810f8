"""Words for days, moments and counts, as they are said on every public page."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from lantoa.apps.base.templatetags.vietnamese import number, percent
from lantoa.apps.coverage.queries import Matrix
from lantoa.apps.directives.models import Directive, Duty
from lantoa.apps.harvest.models import Article
from lantoa.apps.harvest.queries import Denominator
from lantoa.core.workdays import Window

UNKNOWN_DAY = "chưa rõ ngày đăng"
ILLUSTRATIVE = (
    "Các trang nguồn và bài đăng ở đây được viết riêng để trình diễn phần mềm, "
    "không phải tin thật của những cơ quan có tên."
)
_EXTRACT_WORDS = 60


def day_words(day: date | None) -> str:
    """Return 29/03/2023; "chưa rõ" for None.

    >>> day_words(date(2023, 3, 29)), day_words(None)
    ('29/03/2023', 'chưa rõ')
    """
    return f"{day:%d/%m/%Y}" if day else "chưa rõ"


def moment_words(moment: datetime) -> str:
    """Return 14:05 ngày 29/03/2023, in Vietnam time."""
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"


def published_words(article: Article) -> str:
    """Return the day of an article, or that it is not known."""
    return day_words(article.published_on) if article.published_on else UNKNOWN_DAY


def window_words(window: Window) -> str:
    """Return the period with its name, if it has one.

    >>> from lantoa.core.workdays import reporting_window
    >>> window_words(reporting_window("quarter_3", 2023))
    'Quý III năm 2023 (từ ngày 15/06/2023 đến ngày 14/09/2023)'
    """
    return f"{window.name} ({window.label})" if window.name else window_title(window)


def window_title(window: Window) -> str:
    """Return the short name of the period, its days for a period of one's own."""
    return window.name or window.label[:1].upper() + window.label[1:]


def articles_words(count: int, reposts: int = 0) -> str:
    """Return the number of articles in words.

    >>> articles_words(3), articles_words(3, 1)
    ('3 bài', '3 bài, trong đó 1 bài đăng lại')
    """
    return f"{number(count)} bài" + (f", trong đó {number(reposts)} bài đăng lại" if reposts else "")


def denominator_words(read: Denominator) -> str:
    """Return what every figure of coverage stands on, in one or two sentences."""
    sentence = f"Đã đọc {number(read.sources_reachable)}/{number(read.sources)} nguồn, {number(read.pages)} trang"
    asides = []
    if read.articles_undated:
        asides.append(f"{number(read.articles_undated)} bài chưa rõ ngày đăng nên chưa tính vào kỳ nào")
    if read.reposts:
        asides.append(f"{number(read.reposts)} bài đăng lại")
    held = f" Trong {number(read.articles)} bài có {' và '.join(asides)}." if asides else ""
    waiting = f" {number(read.quarantined)} trang chưa dùng được, đang chờ xem lại." if read.quarantined else ""
    return f"{sentence}, lấy được {number(read.articles)} bài.{held}{waiting}"


def share_words(matrix: Matrix) -> str:
    """Return the share of covered cells with its denominator, or why there is none."""
    if matrix.share_covered is None:
        return "Chưa tính được tỷ lệ phủ vì chưa đọc được nguồn nào của các cơ quan được giao."
    return f"Tỷ lệ phủ {percent(matrix.share_covered)}"


def directive_name(directive: Directive) -> str:
    """Return the document's kind and number (Công văn số 300/STTTT-TTBCXB); what it does not state is left out."""
    kind = (directive.doc_type or "văn bản").strip().lower()
    kind = kind[:1].upper() + kind[1:]
    return f"{kind} số {directive.identifier}" if directive.identifier else kind


def ways_of_recipients(duties: Iterable[Duty]) -> list[tuple[str, str]]:
    """Return each recipient of the duties with the ways asked of it, in the order of the directive."""
    ways: dict[str, list[str]] = {}
    for duty in duties:
        ways.setdefault(duty.recipient, []).append(duty.get_channel_display())
    return [(recipient, "; ".join(dict.fromkeys(named))) for recipient, named in ways.items()]


def extract(text: str) -> str:
    """Return the first 60 words; the rest is the publisher's, behind the link.

    >>> extract("một hai  ba")
    'một hai ba'
    >>> extract("từ " * 61).endswith("từ …")
    True
    """
    words = text.split(maxsplit=_EXTRACT_WORDS)
    return " ".join(words[:_EXTRACT_WORDS]) + (" …" if len(words) > _EXTRACT_WORDS else "")


def web_address(address: str) -> str:
    """Return the address when it leads to the web, "" for anything a browser might run.

    >>> web_address("https://example.vn/a"), web_address("javascript:alert(1)")
    ('https://example.vn/a', '')
    """
    return address if address.startswith(("https://", "http://")) else ""
