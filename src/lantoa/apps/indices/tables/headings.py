"""What the columns of a table mean, proposed from the words of its heading; a person looks at it and may change it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lantoa.core.viettext import fold, grams, grams_likeness

ENTITY, YEAR, COMPONENT, VALUE, RANK, GROUP = "entity", "year", "component", "value", "rank", "group"
# With a component's code behind the colon.
NUMBER_OF, RANK_OF, GROUP_OF = "number:", "rank:", "group:"
# How far down a heading is looked for: above it stand titles and units.
_FIRST_ROWS = 15
_LIKE = 0.72
_SAMPLE = 40

_WORDS = {
    ENTITY: {
        "tinh", "tinh thanh", "tinh thanh pho", "thanh pho", "ten tinh", "ten tinh thanh pho", "dia phuong", "don vi",
        "ten don vi", "ten dia phuong", "doi tuong", "doi tuong danh gia", "co quan", "ten co quan", "so ban nganh",
        "so nganh", "huyen", "huyen thi xa thanh pho", "tinh tp", "don vi hanh chinh", "province",
    },
    YEAR: {"nam", "nam do", "nam danh gia", "ky", "ky cong bo", "year"},
    COMPONENT: {
        "thanh phan", "ten thanh phan", "chi so thanh phan", "linh vuc", "noi dung", "truc noi dung", "tieu chi",
        "chi so noi dung", "ma thanh phan", "component",
    },
    VALUE: {
        "gia tri", "diem", "diem so", "tong diem", "tong", "diem tong", "diem tong hop", "tong so diem", "ket qua",
        "chi so", "chi so tong hop", "tong cong", "value", "score", "ty le", "ty le hai long",
    },
    RANK: {"hang", "xep hang", "thu hang", "xep thu", "vi tri", "vi thu", "thu tu xep hang", "rank", "ranking", "xh"},
    GROUP: {"nhom", "xep nhom", "phan nhom", "nhom xep hang", "group"},
}  # fmt: skip
_SERIAL = {"stt", "tt", "so tt", "so thu tu", "no"}
_PREFIXES = (
    (RANK_OF, ("thu hang", "xep hang", "hang", "xep thu", "xh")),
    (GROUP_OF, ("xep nhom", "nhom")),
    (
        NUMBER_OF,
        ("diem so", "diem", "gia tri", "ty le", "chi so thanh phan", "chi so", "truc noi dung", "truc", "linh vuc"),
    ),
)
_BRACKET = re.compile(r"[(\[].*?[)\]]")
_PUNCTUATION = re.compile(r"[^\w]+")
_NUMBERING = re.compile(r"^(?:(?:\d{1,2}(?: \d{1,2})*|[ivx]{1,4}|cstp|ct) )+(?=\w)")
_YEARS = re.compile(r"\b(?:nam )?(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Part:
    """A component as headings may call it; `total` for the root."""

    code: str
    names: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out: the place of its first row of values, its heading, and the role of each column, "" for
    one that is not used.
    """

    first: int
    headings: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        return COMPONENT in self.roles


def plain(words: str) -> str:
    """Return a heading for comparing: no accents, brackets, punctuation, years.

    >>> plain("Tỉnh/Thành phố (63)"), plain("1. Gia nhập thị trường"), plain("PCI 2022")
    ('tinh thanh pho', '1 gia nhap thi truong', 'pci')
    """
    bare = _PUNCTUATION.sub(" ", _BRACKET.sub(" ", fold(words)).replace("_", " "))
    return " ".join(_YEARS.sub(" ", bare).split())


def propose(rows: Sequence[Sequence[str]], parts: Sequence[Part], is_entity: Callable[[str], bool]) -> Layout:
    """Return the layout that the heading speaks for, the row with the most words known; without one no column is used
    but that of the entities, which is also told by what stands in it.
    """
    known = _Known(parts)
    best: tuple[int, int, tuple[str, ...], tuple[str, ...]] | None = None
    for place in range(min(len(rows), _FIRST_ROWS)):
        for height in (1, 2):
            if place + height > len(rows) or (height == 2 and any(map(is_entity, rows[place + 1]))):
                continue
            headings = _headings(rows[place : place + height])
            roles = known.roles(headings)
            score = 2 * len({role for role in roles if role}) - (height - 1)
            if score > (best[0] if best else 2):
                best = (score, place + height, headings, roles)
    if best is None:
        width = max(map(len, rows), default=0)
        return _with_entities(Layout(0, ("",) * width, ("",) * width), rows, is_entity)
    return _with_entities(Layout(best[1], best[2], best[3]), rows, is_entity)


def _headings(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the heading of each column; of two rows, a cell spread over several columns is said again in each."""
    if len(rows) == 1:
        return tuple(" ".join(cell.split()) for cell in rows[0])
    upper, found = "", []
    for above, below in zip(*rows, strict=True):
        upper = " ".join(above.split()) or (upper if below.strip() else "")
        found.append(" – ".join(filter(None, [upper, " ".join(below.split())])))
    return tuple(found)


def _with_entities(layout: Layout, rows: Sequence[Sequence[str]], is_entity: Callable[[str], bool]) -> Layout:
    """Return the layout with its column of entities; the words of a heading may be anything, its cells are telling."""
    below = rows[layout.first : layout.first + _SAMPLE]
    counts = [sum(is_entity(row[place]) for row in below if place < len(row)) for place in range(len(layout.roles))]
    most = max(counts, default=0)
    if not most:
        return layout
    stated = [place for place, role in enumerate(layout.roles) if role == ENTITY]
    if any(counts[place] * 2 >= most for place in stated):
        return layout
    found = counts.index(most)
    roles = ["" if role == ENTITY else role for role in layout.roles]
    roles[found] = ENTITY
    return Layout(layout.first, layout.headings, tuple(roles))


class _Known:
    """The components by the words that headings use for them."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._codes: dict[str, str] = {}
        self._grams: list[tuple[frozenset[str], str]] = []
        self._total = next((part.code for part in parts if part.total), "")
        for part in parts:
            for name in part.names:
                self._codes.setdefault(plain(name), part.code)
                self._grams.append((grams(plain(name)), part.code))
        self._codes.pop("", None)

    def roles(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Return the role of each heading, each role at most once; a bare rank belongs to the component before it."""
        bare = [self._role(words) for words in headings]
        is_long = COMPONENT in bare
        found: list[str] = []
        last = self._total
        for role in bare:
            if role.startswith(NUMBER_OF):
                last = role.removeprefix(NUMBER_OF)
            if not is_long:
                role = {VALUE: NUMBER_OF + self._total, RANK: RANK_OF + last, GROUP: GROUP_OF + last}.get(role, role)
                if role == NUMBER_OF + self._total:
                    last = self._total
            elif ":" in role:
                role = VALUE if role == NUMBER_OF + self._total else ""
            found.append("" if role in found else role)
        return tuple(found)

    def _role(self, heading: str) -> str:
        words = plain(heading)
        if not words or words in _SERIAL or len(words) > 200:
            return ""
        if code := self._codes.get(words):
            return NUMBER_OF + code
        for role, known in _WORDS.items():
            if words in known:
                return role
        for role, prefixes in _PREFIXES:
            for prefix in prefixes:
                for rest in (words.removeprefix(f"{prefix} "), words.removesuffix(f" {prefix}")):
                    if rest != words and (code := self.code(rest)):
                        return role + code
        code = self.code(words)
        return NUMBER_OF + code if code else ""

    def code(self, words: str) -> str:
        """Return the code of the component that the words name, the nearest of all; "" for none."""
        for name in (words, _NUMBERING.sub("", words)):
            if code := self._codes.get(name):
                return code
        own = grams(_NUMBERING.sub("", words))
        near = max(((grams_likeness(own, other), code) for other, code in self._grams), default=(0.0, ""))
        return near[1] if near[0] >= _LIKE else ""


def component_codes(parts: Sequence[Part]) -> dict[str, str]:
    """Return the codes of components by the words, without accents, that may name them in a cell."""
    found: dict[str, str] = {}
    for part in parts:
        for name in (*part.names, part.code):
            found.setdefault(plain(name), part.code)
        if part.total:
            for name in _WORDS[VALUE]:
                found.setdefault(name, part.code)
    found.pop("", None)
    return found


def named_code(words: str, codes: dict[str, str]) -> str:
    """Return the code that a cell names among component_codes, numbering before the name aside; "" for none.

    >>> named_code("1. Tham gia", component_codes([Part("p1", ("Tham gia",))]))
    'p1'
    """
    bare = plain(words)
    return codes.get(bare) or codes.get(_NUMBERING.sub("", bare), "")
