"""Lines that were cut to a width, joined back into paragraphs."""

import re

_LIST_MARK = re.compile(r"\s*(?:[-–—+*•●▪◦]\s|[a-zđ0-9]{1,2}[.)]\s|[IVX]{1,5}[.)]\s)")
_ENDS = (".", "!", "?", "…", ":", ";")


def unwrap(text: str) -> str:
    r"""The text with one line per paragraph: line ends that only obey a page width become spaces.

    A line end is soft when the line does not end a sentence or clause (. ! ? … : ;), the next line is no list item,
    and either the next line goes on in small letters or its first word would not have fitted into the width of the
    block (lines between blank lines). Blank lines stay as they are.

    >>> unwrap("Căn cứ kế hoạch của\nỦy ban nhân dân tỉnh;\n- Như trên")
    'Căn cứ kế hoạch của Ủy ban nhân dân tỉnh;\n- Như trên'
    """
    out: list[str] = []
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            block.append(line.rstrip())
            continue
        out.extend(_join_block(block))
        block = []
        out.append(line)
    return "\n".join(out[:-1])


def _join_block(block: list[str]) -> list[str]:
    width = max(map(len, block), default=0)
    joined: list[list[str]] = []
    previous = ""
    for line in block:
        if previous and _is_soft(previous, line, width):
            joined[-1].append(line.strip())
        else:
            joined.append([line])
        previous = line
    return [" ".join(parts) for parts in joined]


def _is_soft(line: str, following: str, width: int) -> bool:
    if line.endswith(_ENDS) or _LIST_MARK.match(following):
        return False
    first_word = following.split(None, 1)[0]
    return first_word[0].islower() or len(line) + 1 + len(first_word) > width
