"""Addresses on the network and of mail, part by part."""

import re

from .figures import code_words
from .scene import Reading, Scene, readings, rule

_LONG_ADDRESS = 40  # beyond this nobody can take it down by ear
_ADDRESS = (
    r"(?:https?://|ftp://|www\.)[^\s<>\"“”()\[\]]*[^\s<>\"“”()\[\].,;:!?'’]"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<!\S)\.(?:vn|com|gov\.vn|org|net)\b"
    r"|(?<![\w@])[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){0,4}\.(?:vn|com|org|net|gov|edu|info|me|io|app|asia|xyz)\b(?:/[^\s<>\"“”()]*[^\s<>\"“”().,;:!?])?"
)


def _address(match: re.Match[str], scene: Scene) -> Reading | None:
    written = match[0]
    table = readings()["address_parts"]
    bare = re.sub(r"^(?:https?|ftp)://", "", written).rstrip("/")
    said = []
    for part in re.findall(r"[^\W\d_]+|\d|.", bare):
        if part.isdecimal():
            said.append(code_words(part, scene.style))
        else:
            full = scene.words.usual.get(part.upper(), "") if len(part) > 2 else ""
            said.append(table.get(part.lower()) or full or readings()["address_signs"].get(part) or part)
    reason = "địa chỉ dài, nên thay bằng lời" if len(bare) > _LONG_ADDRESS else ""
    return Reading(match.end(), " ".join(said), (), reason)


ADDRESS_RULES = [rule("address", rf"(?:{_ADDRESS})", _address)]
