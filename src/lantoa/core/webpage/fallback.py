"""The text as trafilatura finds it, for pages where the recipes and the page's build give too little."""

import copy

import trafilatura

from lantoa.core.viettext import to_nfc

from .facts import PageFacts
from .furniture import ends_article, is_furniture
from .outline import Line, Outline
from .refusals import MIN_LETTERS
from .titles import Title
from .tree import squeeze

_LITTLE = 400
"""Letters below which a found text is compared with trafilatura's."""
_MUCH_BETTER = 1.6
"""How many times longer another text must be to be taken: trafilatura keeps some lines around the text."""


def better_text(text: str, outline: Outline, facts: PageFacts, title: Title | None) -> str:
    """The text, or that of JSON-LD or trafilatura when the text is short and theirs is much longer.

    A short text that stands under its title on the page is a short article; then only JSON-LD may complete it.
    """
    if len(text) >= _LITTLE:
        return text
    stated = facts.linked.body
    if len(stated) > max(200, _MUCH_BETTER * len(text)):
        return stated
    if len(text) >= MIN_LETTERS and title is not None and title.place is not None:
        return text
    found = _by_trafilatura(outline, title.text if title else "")
    return found if len(found) > max(300, _MUCH_BETTER * len(text)) else text


def _by_trafilatura(outline: Outline, title: str) -> str:
    try:
        document = trafilatura.bare_extraction(
            copy.deepcopy(outline.root), include_comments=False, favor_precision=True
        )
    except Exception:  # trafilatura names no exceptions; whatever a broken page raises in it, there is no text from it
        return ""
    unwanted = {line.text for line in outline.lines if line.cut} | {title}
    lines = []
    for piece in to_nfc(getattr(document, "text", None) or "").splitlines():
        line = Line(squeeze(piece), outline.root)
        if not line.text or line.text in unwanted:
            continue
        if ends_article(line):
            break
        if not is_furniture(line):
            lines.append(line.text)
    return "\n".join(lines)
