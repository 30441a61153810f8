"""The reader of official documents: text in, one frozen record out."""

from collections.abc import Iterable, Sequence

from .addressees import read_addressees, read_telegram_addressees
from .asked import read_asked
from .assignees import read_assignees
from .closing import Closing, read_closing
from .header import Header, read_header
from .items import from_enactment, read_items
from .lines import Line, read_lines
from .paragraphs import Paragraph, join_paragraphs
from .records import Directive, NotADirective, Reference
from .references import read_references

_NEEDS_ADDRESSEES = frozenset(["công văn", "công điện", "tờ trình"])


def read_directive(text: str) -> Directive:
    """The reading of one official document given as plain text (or Markdown), of any type and issuer.

    The layout is that of Decree 30/2020/NĐ-CP, Annex I, of Circular 01/2011/TT-BNV before it, or the Party's. The two
    columns of head and foot may stand side by side or one below the other; lines may be cut to a width; numbers and
    days may be blank.

    - ``number``/``symbol``/``year_in_symbol``: "300" / "STTTT-TTBCXB" / None; of 30/2018/QĐ-UBND "30" / "QĐ-UBND" /
      2018; of the Party's 03-KH/BTC "03" / "KH/BTC".
    - ``issuer``, ``issuer_parent``: in the letters printed, each on one line; of three names above the number the last
      is the issuer and the one before it the parent.
    - ``doc_type``: the type printed, in small letters; "công văn" when a "V/v" stands in its place; else by the code in
      the symbol.
    - ``subject``: without "V/v", "Về việc".
    - ``recipients``: the entries under "Kính gửi" (of a công điện under "… điện:").
    - ``legal_bases``, ``proposals``: see `references.read_references`. ``items``: see `items.read_items`.
    - ``missing``: the names of what is not stated, in this order: issuer, number, symbol, place, date, doc_type,
      subject, recipients (only of a công văn, công điện or tờ trình), signer, deadline, quantity, reporting. A parent
      and a year in the symbol are not missed, since many documents have none. The last three: `asked.read_asked`.

    Raises NotADirective when the text is empty or has neither number and symbol, nor issuer, nor national title.
    Cost: linear in the length of the text.
    """
    lines = read_lines(text)
    if not lines:
        raise NotADirective("Văn bản trống, không có gì để đọc. Hãy kiểm tra lại tệp hoặc dán toàn văn của văn bản.")
    header = read_header(lines)
    has_issuer = header.issuer is not None and header.issuer.isupper()  # "Sở Nội vụ" may begin any text
    if not (header.has_nation or has_issuer or header.number.symbol):
        raise NotADirective(
            "Không nhận ra đây là văn bản hành chính: không thấy quốc hiệu, cơ quan ban hành hay số, ký hiệu. "
            "Hãy đưa vào toàn văn của văn bản, kể cả phần đầu (tên cơ quan, số và ký hiệu, ngày ban hành)."
        )
    return _assemble(lines, header)


def _assemble(lines: Sequence[Line], header: Header) -> Directive:
    recipients, body_start = read_addressees(lines, header.end)
    if not recipients and header.doc_type == "công điện":
        recipients, body_start = read_telegram_addressees(lines, header.end)
    closing = read_closing(lines, body_start)
    body = join_paragraphs(lines[body_start : closing.start])
    bases, proposals, content_start = read_references(body)
    content = from_enactment(body[content_start:])
    return Directive(
        issuer_parent=header.issuer_parent,
        issuer=header.issuer,
        number=header.number.number,
        symbol=header.number.symbol,
        year_in_symbol=header.number.year,
        place=header.place,
        date=header.date,
        doc_type=header.doc_type,
        subject=header.subject,
        recipients=recipients,
        legal_bases=bases,
        proposals=proposals,
        signer=closing.signer,
        distribution=closing.distribution,
        items=read_items(content),
        missing=_missing(header, recipients, closing, read_asked(_requests(content, (*bases, *proposals)))),
        assignees=() if recipients else read_assignees(content),
    )


def _requests(content: Sequence[Paragraph], references: Iterable[Reference]) -> list[str]:
    """The content without the clauses that name other documents: their titles ask nothing of the recipients."""
    texts = [paragraph.text for paragraph in content]
    for reference in references:
        texts[:3] = [text.replace(reference.text, "") for text in texts[:3]]
    return texts


def _missing(header: Header, recipients: Sequence[str], closing: Closing, asked: frozenset[str]) -> tuple[str, ...]:
    stated = {
        "issuer": header.issuer,
        "number": header.number.number,
        "symbol": header.number.symbol,
        "place": header.place,
        "date": header.date,
        "doc_type": header.doc_type,
        "subject": header.subject,
        "recipients": recipients or header.doc_type not in _NEEDS_ADDRESSEES,
        "signer": closing.signer,
        "deadline": "deadline" in asked,
        "quantity": "quantity" in asked,
        "reporting": "reporting" in asked,
    }
    return tuple(name for name, value in stated.items() if not value)
