"""Duties by class of recipient, item and channel, each tied to the sentence it comes from."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lantoa.core.viettext import sentences

from .addressing import possible_channels, recipients_meant, subject_span, subjects_of, usual_channels
from .channels import Channel, channels_named
from .dates import day_of
from .office_work import is_office_work, without_reports
from .paragraphs import mark_of
from .plain import plain
from .records import Directive, Item


@dataclass(frozen=True, slots=True)
class DutyDraft:
    """What one recipient is asked to do for one item on one channel, as the text states it; a person confirms it.

    ``recipient`` is an entry of the directive's recipients as written, or an agency named in the item. ``product``,
    ``quantity``, ``due_date`` and ``due_working_days`` are None when the sentence does not state them; of the last two
    at most one is given. ``due_working_days`` counts from the day on which the document was received.
    """

    item_number: int
    recipient: str
    channel: Channel
    product: str | None
    quantity: int | None
    due_date: datetime.date | None
    due_working_days: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class _Request:
    """One sentence of an item with whom it addresses and the channels it names."""

    sentence: str
    recipients: tuple[str, ...]
    channels: frozenset[Channel]
    is_for_all: bool


# A product of these forms (a banner, a leaflet) is nothing to publish elsewhere.
_PRINTED = frozenset((Channel.BULLETIN_BOARD, Channel.LEAFLET))
# These forms come on top of the usual ones; every other form named in a sentence takes the place of the usual ones.
_ASKS_NOBODY = frozenset(("báo cáo", "tờ trình", "giấy mời"))
_ADDED = frozenset((Channel.INTERNAL, Channel.CONTEST))
_PIECE = (
    r"(?:chuyen trang|chuyen muc|(?<!sinh hoat )chuyen de|bai viet|phong su|"
    r"toa dam|ban tin|video clip|clip|video|to roi|to gap|"
    r"pa ?- ?no|bang ron|khau hieu|infographic|audio|podcast|phim tai lieu|tieu pham|ap phich|thong diep|"
    r"(?<!thong )(?<!niem )(?<!ban )(?<!bang )tin(?=\s*[,/-]?\s*(?:va )?bai\b)|bai(?= tren| ve| trong| moi|[,;./ ]|$))"
)
_PRODUCT = re.compile(rf"\b{_PIECE}(?:\s*(?:,|/|-|\bva\b|\bhoac\b)\s*{_PIECE})*\b")
# What goes to the press to be published is no channel of the agency that hands it over.
_SUPPLIED = re.compile(r"\bcung cấp\b[^;.]*?\bcho (?:các )?(?:cơ quan )?(?:báo|đài)\b[^;.]*", re.IGNORECASE)
_COUNT_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_COUNT = re.compile(
    rf"\b(?<![\d.,/])(?P<count>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}}|{'|'.join(_COUNT_WORDS)})\s*(?:\(\s*\w+\s*\)\s*)?$"
)
_DUE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|den het|den|het|xong|han cuoi|hoan thanh)\b[^.;]{0,40}?"
    r"(?<![\d/])(?P<day>\d{1,2})\s*(?:/|-|\.|\s*thang\s+)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:/|-|\.|\s*nam\s+)\s*(?P<year>\d{4}))?(?![\d/])"
)
# "trong thời hạn 05 (năm) ngày làm việc, kể từ ngày nhận được Công văn này"; one from the day of signing is another.
_WORKING_DAYS = re.compile(
    r"\btrong (?:thoi han |vong |thoi gian )?(?:khong qua |toi da |cham nhat )?"
    rf"(?<![\d.,/])(?P<count>\d{{1,3}}|{'|'.join(_COUNT_WORDS)})\s*(?:\(\s*\w+(?: \w+)?\s*\)\s*)?ngay lam viec,?\s*"
    r"(?:(?:ke |tinh )*tu )(?:ngay |khi |thoi diem )*(?:tiep )?nhan (?:duoc )?"
    r"(?:van ban|cong van|ke hoach|chi thi|quyet dinh|cong dien|thong bao|huong dan|chuong trinh|yeu cau)\b"
)


def read_duties(directive: Directive) -> tuple[DutyDraft, ...]:
    """The duties in the order of items and recipients; one per item, recipient and channel.

    Who: a sentence (or the heading of its item) that begins with agencies and a verb or colon addresses these; any
    other sentence addresses every recipient. By what: the channels that the sentences name, as far as the recipient can
    use them; where none is named, the usual ones of its kind (`addressing.usual_channels`); "trong nội bộ" and contests
    come on top. A recipient that can use none of the channels named, while another can, has no duty from an item for
    everybody. Office work (reports, funds, the clause of enforcement) is no duty of communication. Where nobody is
    addressed, everybody means the agencies that the assignment part names. A paper to superiors (báo cáo, tờ trình) and
    an invitation give none. A due day without a year takes the year of
    the directive. What the text does not state stays None.
    """
    if directive.doc_type in _ASKS_NOBODY:
        return ()
    drafts: list[DutyDraft] = []
    named = directive.recipients or directive.assignees
    for item in directive.items:
        requests = _requests(item, named)
        for recipient in dict.fromkeys(name for request in requests for name in request.recipients):
            mine = [request for request in requests if recipient in request.recipients]
            if any(_is_able(recipient, request) for request in mine):
                drafts.extend(_drafts(item, recipient, mine, directive.date))
    return tuple(drafts)


def _requests(item: Item, recipients: Sequence[str]) -> list[_Request]:
    """The sentences that ask for communication; a heading alone asks for nothing when all below it is office work."""
    inherited: tuple[str, ...] = ()
    lines = [sentence for line in item.text.split("\n") for sentence in sentences(line)]
    kept: list[_Request] = []
    for index, sentence in enumerate(lines):
        words = sentence[mark_of(sentence)[1] :]
        own = subjects_of(words)
        if index == 0:
            inherited = own
        if not is_office_work(words):
            meant = recipients_meant(own or inherited, recipients)
            asked = _SUPPLIED.sub(" ", words[subject_span(words)[1] :])
            kept.append(_Request(sentence, meant, channels_named(asked), not (own or inherited)))
    is_heading_alone = len(lines) > len(kept) == 1 and kept[0].sentence == lines[0] and _is_heading(lines[0])
    return [] if is_heading_alone else kept


def _is_able(recipient: str, request: _Request) -> bool:
    """Whether the recipient can use a channel of the request, or nobody whom it addresses can, or it names none."""
    named = request.channels - _ADDED
    if not request.is_for_all or not named or named & possible_channels(recipient):
        return True
    return not any(named & possible_channels(other) for other in request.recipients)


def _drafts(
    item: Item, recipient: str, requests: Sequence[_Request], date: datetime.date | None
) -> Iterator[DutyDraft]:
    possible = possible_channels(recipient)
    named = {channel for request in requests for channel in request.channels} & possible
    channels = [*sorted(named - _ADDED, key=list(Channel).index)] or [*usual_channels(recipient)]
    channels += sorted((named & _ADDED), key=list(Channel).index)
    for channel in channels:
        source = next((request for request in requests if channel in request.channels), _telling(requests, recipient))
        product, quantity = _product(source.sentence, channel)
        due_date = _due_date(source.sentence, date)
        due_working_days = None if due_date else _due_working_days(source.sentence)
        yield DutyDraft(item.number, recipient, channel, product, quantity, due_date, due_working_days, source.sentence)


def _telling(requests: Sequence[_Request], recipient: str) -> _Request:
    """The first sentence that asks something of the recipient by its name, else of anybody."""
    asking = [request for request in requests if not _only_names(request.sentence)]
    return next((request for request in asking if recipient in request.sentence), (asking or requests)[0])


def _only_names(sentence: str) -> bool:
    words = sentence[mark_of(sentence)[1] :]
    return _is_heading(sentence) and subject_span(words)[1] >= len(words.rstrip(" :"))


def _is_heading(sentence: str) -> bool:
    return not sentence.endswith((".", ";", "…"))


def _product(sentence: str, channel: Channel) -> tuple[str | None, int | None]:
    """The product the sentence asks for on the channel, in its own words, and how many: the first that is counted,
    else the first of all."""
    words = plain(sentence)
    found: tuple[str | None, int | None] = (None, None)
    for match in _PRODUCT.finditer(words):
        product = sentence[match.start() : match.end()]
        if channel not in (channels_named(product) & _PRINTED or {channel}):
            continue
        count = _COUNT.search(words[max(0, match.start() - 40) : match.start()])
        if count is not None:
            figure = count["count"].replace(".", "")
            return product, int(figure) if figure.isdigit() else _COUNT_WORDS.index(figure) + 1
        found = found if found[0] else (product, None)
    return found


def _due_date(sentence: str, date: datetime.date | None) -> datetime.date | None:
    """The last day by which to act; a day printed without a year is of the year of the directive."""
    days = [
        day_of(match["day"], match["month"], match["year"] or (str(date.year) if date else None))
        for match in _DUE.finditer(plain(without_reports(sentence)))
    ]
    return max((day for day in days if day is not None), default=None)


def _due_working_days(sentence: str) -> int | None:
    """How many working days after receiving the document, when the sentence says exactly this.

    >>> _due_working_days("Đăng bài trong thời hạn 05 (năm) ngày làm việc, kể từ ngày nhận được Công văn này.")
    5
    >>> _due_working_days("Đăng bài trong vòng mười ngày làm việc kể từ khi nhận văn bản.")
    10
    >>> _due_working_days("Đăng bài trong thời hạn 5 ngày làm việc kể từ ngày ký ban hành.")
    >>> _due_working_days("Đăng bài trong thời hạn 5 ngày kể từ ngày nhận được văn bản.")
    >>> _due_working_days("Đăng 02 bài; báo cáo kết quả trong 3 ngày làm việc kể từ ngày nhận được văn bản.")
    """
    found = _WORKING_DAYS.search(plain(without_reports(sentence)))
    if found is None:
        return None
    count = found["count"]
    return int(count) or None if count.isdigit() else _COUNT_WORDS.index(count) + 1
