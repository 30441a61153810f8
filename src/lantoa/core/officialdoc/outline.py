"""The outline of the content: paragraphs with marks as a tree, and the level of it that carries the tasks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .paragraphs import Level, Paragraph
from .plain import plain

_TASK_HEADING = re.compile(
    r"(?:cac |mot so |nhung |ve )*(?:phuong huong|noi dung|nhiem vu|giai phap|cong viec|hoat dong|trong tam|bien phap|"
    r"muc tieu, nhiem vu)\b"
)
_CONTENT_HEADING = re.compile(r"(?:cac |mot so |nhung |ve )*noi dung\b")
_FRAME_HEADING = re.compile(
    r"(?:cac |mot so |nhung |ve )*(?:muc dich|yeu cau|muc tieu|quan diem|doi tuong|pham vi|tinh hinh|ket qua|"
    r"danh gia|ton tai|"
    r"han che|kho khan|nguyen nhan|kinh phi|nguon kinh phi|thoi gian|hinh thuc|phuong thuc|to chuc thuc hien|"
    r"to chuc trien khai|"
    r"can cu|khai quat|su can thiet|kien nghi|de xuat|phu luc|che do|thong tin,? bao cao|bao cao(?=:|$)|trach nhiem|"
    r"phan cong|"
    r"dac diem|"
    r"bai hoc|uu diem|cong tac chi dao|dia diem|thanh phan|lo trinh|tien do|dieu khoan|luu y|che do thong tin)\b"
)
_ORGANISING = re.compile(r"(?:to chuc (?:thuc hien|trien khai)|phan cong|trach nhiem)\b")
_HEADING_LENGTH = 120
_LABEL_LENGTH = 60


@dataclass(slots=True)
class Node:
    """One marked paragraph with what stands under it, in the order of the text."""

    paragraph: Paragraph
    below: "list[Node | Paragraph]" = field(default_factory=list)
    has_marks: bool = False

    @property
    def children(self) -> "list[Node]":
        """The marked paragraphs directly under this one, of their outermost level only."""
        nodes = [entry for entry in self.below if isinstance(entry, Node)]
        return outermost(nodes)

    @property
    def heading(self) -> str:
        """The words in plain letters when they can be a heading (short, or ended by a colon), else nothing."""
        words = self.paragraph.words
        is_heading = len(words) <= _HEADING_LENGTH and not words.endswith((";", ","))
        return plain(words) if is_heading else ""

    @property
    def label(self) -> str:
        """The words before a first colon, in plain letters, when they are few: "Báo cáo: lồng ghép vào …"."""
        words, colon, _ = self.paragraph.words.partition(":")
        return f"{plain(words)}:" if colon and len(words) <= _LABEL_LENGTH else ""

    def lines(self) -> Iterable[str]:
        """The paragraphs under this one as printed, marks included."""
        for entry in self.below:
            if isinstance(entry, Node):
                yield entry.paragraph.text
                yield from entry.lines()
            else:
                yield entry.text


@dataclass(slots=True)
class Group:
    """A list of the outermost level and the unmarked paragraph that introduces it."""

    intro: Paragraph | None
    nodes: list[Node]


def outermost(nodes: Sequence[Node]) -> list[Node]:
    """Those of the nodes whose mark is the outermost one met."""
    level = min((node.paragraph.level or 0 for node in nodes), default=0)
    return [node for node in nodes if (node.paragraph.level or 0) == level]


def read_outline(paragraphs: Sequence[Paragraph]) -> list[Group]:
    """The lists of the content. Unmarked paragraphs below a marked one belong to it, unless they introduce a new list;
    those after the last mark of the document belong to it only when it is a bare heading."""
    groups: list[Group] = []
    path: list[Node] = []
    pending: Paragraph | None = None
    last_marked = max((i for i, paragraph in enumerate(paragraphs) if paragraph.level is not None), default=-1)
    for index, paragraph in enumerate(paragraphs):
        if paragraph.level is None:
            if _introduces(paragraphs, index, path):
                path, pending = [], paragraph
            elif path and (index < last_marked or _is_bare(path[-1])):
                path[-1].below.append(paragraph)
            continue
        node = Node(paragraph)
        while path and (path[-1].paragraph.level or 0) >= paragraph.level:
            path.pop()
        if path:
            path[-1].below.append(node)
            path[-1].has_marks = True
        elif groups and pending is None:
            groups[-1].nodes.append(node)
        else:
            groups.append(Group(pending, [node]))
            pending = None
        path.append(node)
    return groups


def _introduces(paragraphs: Sequence[Paragraph], index: int, path: Sequence[Node]) -> bool:
    """Whether an unmarked paragraph introduces a list of its own: at the start, or before marks of the first level."""
    if not path:
        return True
    following = paragraphs[index + 1].level if index + 1 < len(paragraphs) else None
    if following is None:
        return False
    text = paragraphs[index].text
    is_intro = text.endswith(":") or (len(text) <= _HEADING_LENGTH and not text.endswith((".", ";", "…", ",")))
    return is_intro and following <= (path[0].paragraph.level or 0)


def _is_bare(node: Node) -> bool:
    """Whether the node is a heading that still waits for its words."""
    if node.has_marks:
        return False
    return not node.paragraph.words.endswith((".", ";", "…")) and len(node.paragraph.words) <= _HEADING_LENGTH


def task_nodes(groups: Sequence[Group]) -> list[Node]:
    """The marked paragraphs that carry the tasks, in order (see `items.read_items` for the rules)."""
    chosen = [group for group in groups if not _FRAME_HEADING.match(_intro(group))] or list(groups)
    about_content = [group for group in chosen if _CONTENT_HEADING.match(_intro(group))]
    nodes = outermost([node for group in about_content or chosen for node in group.nodes])
    return _tasks_of(nodes, is_whole=True)


def is_assignment(text: str) -> bool:
    """Whether the text is the heading of the part that says which agency does what."""
    return len(text) <= _HEADING_LENGTH and _ORGANISING.match(plain(text)) is not None


def _intro(group: Group) -> str:
    return plain(group.intro.text) if group.intro is not None and len(group.intro.text) <= _HEADING_LENGTH else ""


def _tasks_of(nodes: list[Node], is_whole: bool) -> list[Node]:
    sections = _task_sections(nodes, is_whole)
    if sections is None:
        return nodes
    found: list[Node] = []
    for section in sections:
        if section.children:
            found.extend(_tasks_of(section.children, is_whole=False))
        else:
            loose = [entry for entry in section.below if isinstance(entry, Paragraph)]
            found.extend([Node(paragraph) for paragraph in loose] or [section])
    return found


def _task_sections(nodes: Sequence[Node], is_whole: bool) -> list[Node] | None:
    """The sections that hold tasks; None when the nodes are tasks themselves.

    Marks from Phần to I. always part the whole content into sections; inside a section they may mark tasks.
    """
    filled = [node for node in nodes if node.below]
    about_content = [node for node in filled if _CONTENT_HEADING.match(node.heading)]
    about_tasks = [node for node in filled if _TASK_HEADING.match(node.heading)]
    if about_content and all(_is_frame_or_task(node) for node in nodes):
        return about_content
    if about_tasks and all(_is_frame_or_task(node) for node in nodes):
        return about_tasks
    if not is_whole or not nodes or (nodes[0].paragraph.level or 0) > Level.ROMAN:
        frames = [node for node in filled if _FRAME_HEADING.match(node.heading)]
        return (about_content or about_tasks or None) if len(frames) >= 2 else None
    chosen = about_content or about_tasks or [node for node in nodes if not _FRAME_HEADING.match(node.heading)]
    return chosen or [node for node in nodes if _ORGANISING.match(node.heading)]


def _is_frame_or_task(node: Node) -> bool:
    heading = node.heading or node.label
    return bool(heading) and (_FRAME_HEADING.match(heading) or _TASK_HEADING.match(heading)) is not None
