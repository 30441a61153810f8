"""The guard's reader of documents in which bold, underlined and coloured words and list signs mean something."""

import re

from lantoa.apps.base.guard import text_of

# Private-use characters: before and after what is set off; before an item of a list with letters, with numbers; between
# the cells of a table of four columns and more, whose rows are lines.
MARK_ON, MARK_OFF, LETTERED, NUMBERED, CELL = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_OWN = re.compile("[\ue000-\ue004]")


def marked_text_of(data: bytes, *, name: str) -> str:
    """Return the text of a document like guard.text_of; of a .docx with the marks above, every line with as many
    MARK_OFF as MARK_ON. UnreadableFile for anything else or beyond the limits.
    """
    if data.startswith(b"PK\x03\x04"):
        return text_of(data, name=name, marked=True)
    return _OWN.sub("", text_of(data, name=name))
