"""The content items that a document asks to be carried out."""

import re
from collections.abc import Sequence

from .outline import Node, read_outline, task_nodes
from .paragraphs import Level, Paragraph
from .plain import plain
from .records import Item

_FARE = re.compile(
    r"(?:vay|tran trong|tren day la|nhan duoc|rat mong|kinh mong|trong qua trinh|qua trinh|(?:cong van|chi thi|"
    r"ke hoach|"
    r"thong bao|huong dan|quyet dinh|nghi quyet|chuong trinh|cong dien) nay|noi nhan|can cu (?:noi dung|"
    r"ke hoach nay))\b"
)
_REQUEST = re.compile(r"\b(?:de nghi|yeu cau|giao|chi dao|kinh de nghi|dien|phan cong)\b")
_ENACTS = re.compile(r"(?:quyet dinh|quyet nghi|nghi quyet)\s*:?\s*")


def read_items(content: Sequence[Paragraph]) -> tuple[Item, ...]:
    r"""The items in order, numbered from 1, without their printed marks; marks below an item stay, one line each.

    What is an item, by the form of the document:

    - a decision or resolution in articles (quyết định, nghị quyết): each Điều;
    - numbered or dashed lists (công văn, chỉ thị, công điện, thông báo): each entry of the outermost mark;
    - sections with headings (kế hoạch, chương trình, hướng dẫn, báo cáo, also "1. Nội dung … 2. Hình thức …"): the
      entries under the heading "Nội dung …"; without one, under "Nhiệm vụ", "Giải pháp", "Hoạt động"; without these,
      under every section that is no frame (mục đích, yêu cầu, kinh phí, hình thức, tổ chức thực hiện, kết quả …); a
      heading "Nội dung" inside the section is followed once more;
    - no marks at all: the paragraphs between the request that ends with a colon and the closing words; without a colon
      each paragraph that requests (đề nghị, yêu cầu, giao).

    Closing words ("Vậy …", "Trân trọng …", "Yêu cầu … nghiêm túc thực hiện" after the list) are no items.

    >>> text = ["Đề nghị các đơn vị:", "1. Tuyên truyền:", "- Trên báo;", "- Trên đài.", "2. Báo cáo.", "Trân trọng./."]
    >>> from .paragraphs import join_paragraphs
    >>> from .lines import read_lines
    >>> read_items(join_paragraphs(read_lines("\n".join(text))))
    (Item(number=1, text='Tuyên truyền:\n- Trên báo;\n- Trên đài.'), Item(number=2, text='Báo cáo.'))
    """
    texts = _articles(content) or [_node_text(node) for node in task_nodes(read_outline(content))] or _unmarked(content)
    return tuple(Item(number, text) for number, text in enumerate(texts, start=1))


def _node_text(node: Node) -> str:
    return "\n".join([node.paragraph.words, *node.lines()]).strip()


def _articles(content: Sequence[Paragraph]) -> list[str]:
    """The articles (Điều 1 …) with all paragraphs under them; empty when the content is not in articles."""
    starts = [index for index, paragraph in enumerate(content) if paragraph.level is Level.ARTICLE]
    if not starts or not re.match(r"dieu\s+0?1\b", plain(content[starts[0]].text)):
        return []
    texts: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        below = [paragraph.text for paragraph in content[start + 1 : end] if paragraph.level is not Level.PART]
        texts.append("\n".join([content[start].words, *below]).strip())
    return texts


def _unmarked(content: Sequence[Paragraph]) -> list[str]:
    """The items of a document without marks."""
    fare = next((i for i, paragraph in enumerate(content) if i and _FARE.match(plain(paragraph.text))), len(content))
    colon = next((i for i, paragraph in enumerate(content[:fare]) if paragraph.text.endswith(":")), None)
    if colon is not None and colon + 1 < fare:
        return [paragraph.text for paragraph in content[colon + 1 : fare]]
    return [
        paragraph.text
        for paragraph in content[:fare]
        if _REQUEST.search(plain(paragraph.text[:1500])) and not _FARE.match(plain(paragraph.text))
    ]


def from_enactment(body: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The paragraphs after "QUYẾT ĐỊNH:" (or QUYẾT NGHỊ:), the whole body when there is no such line."""
    for index, paragraph in enumerate(body):
        if paragraph.text.isupper() and _ENACTS.fullmatch(plain(paragraph.text)):
            return body[index + 1 :]
    return body
