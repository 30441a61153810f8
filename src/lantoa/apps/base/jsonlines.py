"""Articles given to a command as lines of JSON on standard input."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


class BadLine(ValueError):
    """A line is not usable; the message, in Vietnamese, names the line and says what it should be."""


def read_lines(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the object of each line that is not empty; BadLine for what is not a JSON object in UTF-8 with an id.

    >>> list(read_lines([b'{"id": 1, "title": "a"}', b""]))
    [{'id': 1, 'title': 'a'}]
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise BadLine(f"Dòng {number}: không phải JSON mã hóa UTF-8; mỗi dòng cần một đối tượng JSON.") from error
        if not isinstance(row, dict) or not isinstance(row.get("id"), str | int):
            raise BadLine(f"Dòng {number}: cần một đối tượng có “id”, “title” và “text”.")
        yield row


def text_of(row: dict[str, Any], key: str) -> str:
    """Return a text field, empty where it is absent or null; BadLine when it is something else.

    >>> text_of({"id": 1, "title": None}, "title")
    ''
    """
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(f"Bài {row['id']}: “{key}” phải là chữ.")
    return value
