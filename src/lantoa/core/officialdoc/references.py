"""The documents that a document leans on: legal bases and proposals, out of its preamble."""

import re
from collections.abc import Iterable, Sequence

from lantoa.core.viettext import sentences

from .agency_words import HEADS
from .dates import days_in
from .doc_types import NAMED_IN_TEXT
from .numbers import compact
from .paragraphs import Level, Paragraph, joined
from .plain import plain
from .records import Reference

_SYMBOL = re.compile(
    r"(?<![\w/])\d{1,6}[a-z]?\s?(?:/\s?\d{4}\s?)?(?:/\s?[a-z]\w*(?:\s?-\s?[a-z][\w&.]*)*|"
    r"-\s?[a-z]\w*\s?/\s?[a-z][\w&.]*(?:-\w+)*)"
)
_BASIS = re.compile(
    r"(?:de |nham )?(?:tiep tuc |tang cuong )?(?:(?:to chuc )?(?:trien khai )?thuc hien|trien khai|thi hanh|"
    r"chap hanh|quan triet|can cu|theo)\b"
)
_TOLD = re.compile(r"theo (?:bao cao|thong bao|so lieu|thong tin|danh gia|thong ke)\b")  # news, no base
_STATED = re.compile(r"can cu\b")
# A base that an opening sentence comes to after other words: "Trước diễn biến …; thực hiện Công điện số …".
_INNER_BASIS = re.compile(
    rf"[.;,]\s+(?=(?:thuc hien|trien khai|thi hanh|chap hanh|quan triet|can cu|theo)(?:[^.;:,]{{0,60}}?\stai)?\s+"
    rf"(?:noi dung |tinh than |cac )?(?:{NAMED_IN_TEXT})\s+(?:so\s*)?:?\s*\d{{1,6}}[a-z]?\s?[/-])"
)
_PROPOSAL = re.compile(r"(?:theo|xet|tren co so|can cu)\s+(?:de nghi|to trinh|de xuat|bao cao tham tra)\b")
# The exceptions keep apart the verb and the names that hold it: Tờ trình, Sở Giao thông, Sở Xây dựng, Ban Tổ chức.
_MAIN_VERBS = (
    "de nghi|yeu cau|ban hanh|(?<!so )xay dung|huong dan|thong bao|bao cao|"
    "(?<!to )(?<!chuong )(?<!cong )(?<!qua )trinh|"
    "chi dao|chi thi(?=\\s*:)|giao(?! thong| duc| dich| luu)|thong nhat|xin|gui|quyet dinh|trien khai|"
    "(?<!ban )(?<!luat )to chuc|de ra|"
    "dien(?! tu| luc)|co y kien|nhan thay|kinh(?= de| bao| trinh| gui| moi)|moi du|phat dong"
)
_MAIN_CLAUSE = re.compile(
    rf"[,;.:]\s*(?=(?:{HEADS}|chu tich|giam doc|de )(?=\W)(?:(?!(?<!bao )\bve\b)[^,;]){{0,160}}?\b(?:{_MAIN_VERBS})\b)"
)
_AGENCY_NEXT = re.compile(rf"[,;]\s*(?=(?:{HEADS})\s)")
_SEMICOLON = re.compile(r";\s*")
_PURPOSE = re.compile(r"[,;]\s*(?:để|nhằm)\s")
_SPLIT = re.compile(
    rf"(?:[;,]|\bva|[;,]\s*va)\s+(?=(?:cac )?(?:{NAMED_IN_TEXT})\s+(?:(?:lien tich|hanh dong|"
    rf"tong the)\s+)?(?:so\s*)?:?\s*\d{{1,6}}[a-z]?\s?[/-])"
)
_ABOUT = re.compile(r"\bve\b")  # a day after "về …" belongs to what the document is about
_NAMED = re.compile(rf"\b(?:{NAMED_IN_TEXT})\b")
_HEADING = re.compile(r"(?:cac )?can cu(?: phap ly| ban hanh| xay dung| thuc hien)*\W*")
_MAX_CLAUSE = 3000
"""A clause is read this far: no preamble is longer, and the patterns stay cheap on any text."""


def read_references(body: Sequence[Paragraph]) -> tuple[tuple[Reference, ...], tuple[Reference, ...], int]:
    """Legal bases, proposals, and the index of the first paragraph of the body that is only preamble no more.

    A base is each clause after "Căn cứ", and in the opening sentence each document after "Thực hiện", "Triển khai",
    "Thi hành" or "Theo", also inside the sentence when it names its document by number; a proposal is a clause
    "Theo đề nghị của …", "Xét Tờ trình …". An opening sentence that also carries the request ("Thực hiện …, Sở … đề
    nghị …") gives its bases and stays in the content.
    """
    bases: list[Reference] = []
    proposals: list[Reference] = []
    content = 0
    in_list = False
    for index, paragraph in enumerate(body[:60]):
        words = paragraph.words[:_MAX_CLAUSE]
        start = plain(words)
        is_listed = in_list and paragraph.level in (Level.DASH, Level.BULLET, Level.LETTER, Level.ARABIC)
        is_basis = _BASIS.match(start) and (paragraph.level in (None, Level.DASH) or _STATED.match(start))
        if _HEADING.fullmatch(start):
            in_list, content = True, index + 1
        elif _PROPOSAL.match(start) or is_basis or is_listed:
            clauses = _clauses(words) if is_listed or _opens_with_base(words) else _inner_bases(words)
            proposals.extend(clause for clause in clauses if _is_proposal(clause, start))
            bases.extend(
                clause for clause in clauses if not _is_proposal(clause, start) and (is_listed or _is_base(clause))
            )
            content = index + (is_listed or not _has_request(words))
        elif paragraph.level is not None:
            break
        else:
            bases.extend(_inner_bases(words))
            if words.endswith(":") or ((bases or index >= 3) and not _is_between(start)):
                break
        in_list = in_list and (paragraph.level is not None or _HEADING.fullmatch(start) is not None)
    return tuple(bases), tuple(proposals), content


def _opens_with_base(words: str) -> bool:
    """Whether the first sentence leans on a document: "Theo báo cáo của Sở, … 120 ca." does not."""
    first = next(iter(sentences(words)), words)
    start = plain(first)
    return first == words or _PROPOSAL.match(start) is not None or any(map(_is_base, _clauses(first)))


def _inner_bases(words: str) -> list[Reference]:
    """The bases that a paragraph without one at its head comes to later."""
    match = _INNER_BASIS.search(plain(words))
    return [clause for clause in _clauses(words[match.end() :]) if clause.symbol is not None] if match else []


def _is_between(start: str) -> bool:
    """Whether a paragraph may stand among the bases without ending them."""
    return start.startswith(("xet", "theo", "sau khi", "can cu"))


def _has_request(words: str) -> bool:
    return words.rstrip().endswith(":") or _MAIN_CLAUSE.search(plain(words)) is not None


def _is_proposal(clause: Reference, paragraph: str) -> bool:
    """Whether the clause proposes: by its own first words, else by those of its paragraph."""
    start = plain(clause.text)
    return _PROPOSAL.match(start) is not None or (_PROPOSAL.match(paragraph) is not None and not _BASIS.match(start))


def _is_base(clause: Reference) -> bool:
    """Whether the clause is a base: a stated one (Căn cứ) always, any other only if it names a document."""
    start = plain(clause.text)
    if clause.symbol is None and _TOLD.match(start):
        return False
    return clause.symbol is not None or _STATED.match(start) is not None or _NAMED.search(start[:60]) is not None


def _clauses(words: str) -> list[Reference]:
    """One reference per document of the paragraph, up to its main clause."""
    clause = words[: _main_clause_start(words)]
    parts = _cut(clause, _SEMICOLON.finditer(plain(clause)))
    pieces = [piece for part in parts for piece in _cut(part, _SPLIT.finditer(plain(part)))]
    return [_reference(piece) for piece in pieces if piece.strip(" .,;:/")]


def _main_clause_start(words: str) -> int:
    """Where the clause of the issuer itself begins ("…, Sở Nội vụ đề nghị …"); the whole length if there is none."""
    shadow = plain(words)
    ends = [match.start() for match in (_MAIN_CLAUSE.search(shadow), _PURPOSE.search(words)) if match]
    if not ends and words.rstrip().endswith(":"):  # a request with a verb that the patterns do not know
        ends = [match.start() for match in _AGENCY_NEXT.finditer(shadow)][-1:]
    return min(ends, default=len(words))


def _cut(text: str, marks: Iterable[re.Match[str]]) -> list[str]:
    pieces: list[str] = []
    start = 0
    for mark in marks:
        pieces.append(text[start : mark.start()])
        start = mark.end()
    return [*pieces, text[start:]]


def _reference(clause: str) -> Reference:
    match = _SYMBOL.search(plain(clause))
    symbol = compact(clause[match.start() : match.end()]) if match else None
    tail = clause[match.end() :] if match else clause
    date = next((day for place, day in days_in(tail) if not _ABOUT.search(plain(tail[:place]))), None)
    return Reference(joined([clause]).strip(" .,;:/"), symbol, date)
