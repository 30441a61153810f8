"""Texts in the cells of tables to take away: none may act as a formula where it is opened."""

import re

# What spreadsheets take for the beginning of a formula, signs of full width among them.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A negative number, a telephone number with its +: figures alone, so that nothing in them acts.
_FIGURES = re.compile(r"[+-]\d[\d., ]*", re.ASCII)


def inert(text: str, *, keep_figures: bool = False) -> str:
    """Return the text so that no spreadsheet takes it for a formula, even saved as .csv: an apostrophe before it.

    With `keep_figures` numbers and telephone numbers stay as they are, for tables that come back (`typed`).

    >>> inert("=1+1"), inert("Sở Y tế"), inert("-3")
    ("'=1+1", 'Sở Y tế', "'-3")
    >>> inert("＝1+1"), inert("\\n=1+1") == "'\\n=1+1"
    ("'＝1+1", True)
    >>> inert("-3", keep_figures=True), inert("-3+a!A0", keep_figures=True)
    ('-3', "'-3+a!A0")
    """
    if not text.startswith(_BEGINS) or (keep_figures and _FIGURES.fullmatch(text)):
        return text
    return f"'{text}"


def typed(text: str) -> str:
    """Return the text as it was before `inert`.

    >>> typed("'=1+1"), typed("'tên'"), typed("Sở Y tế")
    ('=1+1', "'tên'", 'Sở Y tế')
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_BEGINS) else text
