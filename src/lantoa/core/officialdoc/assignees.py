"""The agencies that the assignment part of a plan names, where nobody is addressed by "Kính gửi"."""

from collections.abc import Iterator, Sequence

from .addressing import subjects_of
from .office_work import is_office_work
from .outline import Node, is_assignment, read_outline
from .paragraphs import Paragraph

_MAX_ASSIGNEES = 200


def read_assignees(content: Sequence[Paragraph]) -> tuple[str, ...]:
    """The agencies under "Tổ chức thực hiện", "Phân công …", "Trách nhiệm …", as written, each once.

    An agency that is only to report, to follow the work up or to find the funds is left out.
    """
    found: dict[str, None] = {}
    for group in read_outline(content):
        is_whole = group.intro is not None and is_assignment(group.intro.text)
        for node in group.nodes:
            for name in _named(node.below if is_assignment(node.paragraph.words) else [node] if is_whole else []):
                found[name] = None
    return tuple(found)[:_MAX_ASSIGNEES]


def _named(entries: Sequence[Node | Paragraph]) -> Iterator[str]:
    for entry in entries:
        words = entry.paragraph.words if isinstance(entry, Node) else entry.words
        names = subjects_of(words)
        below = list(entry.lines()) if isinstance(entry, Node) else []
        asked = [words.rstrip(":"), *(line.lstrip("-+•* ") for line in below)]
        if names and not all(is_office_work(line) for line in (asked[1:] if below else asked)):
            yield from names
        elif not names and isinstance(entry, Node):
            yield from _named(entry.below)
