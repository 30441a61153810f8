"""Procedures in JSON: a list, or {"procedure": [...]} as the shipped files have it."""

import json
from collections.abc import Iterable
from typing import Any

from lantoa.apps.services.procedure_files.given import GivenProcedure
from lantoa.apps.services.procedure_files.records import ReadProcedure, read_one

MOST_BYTES = 10 * 1024 * 1024


class BadFile(ValueError):
    """A file that holds no procedures; the message, in Vietnamese, says what to do."""


def looks_like_json(data: bytes) -> bool:
    """Return whether a file begins as JSON does.

    >>> looks_like_json(b' [{"name": "A"}]'), looks_like_json(b"PK")
    (True, False)
    """
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def read_json(data: bytes) -> list[ReadProcedure]:
    """Return the procedures of a JSON file; BadFile where it is none."""
    if len(data) > MOST_BYTES:
        raise BadFile("Tệp JSON lớn hơn 10 MB; hãy chia thành nhiều tệp.")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadFile("Tệp không phải JSON mã hóa UTF-8; hãy xuất lại, hoặc dùng tệp mẫu Excel.") from error
    rows: Any = found.get("procedure") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadFile("Tệp JSON phải là danh sách thủ tục, mỗi thủ tục một đối tượng.")
    return [read_one(f"mục {place}", row) for place, row in enumerate(rows, start=1)]


def procedures_json(given: Iterable[GivenProcedure]) -> bytes:
    """Return the procedures as a JSON file that can be read back."""
    rows = [one.as_data() for one in given]
    for row in rows:
        for basis in row["bases"]:
            del basis["title"]
    return (json.dumps({"procedure": rows}, ensure_ascii=False, indent=2) + "\n").encode()
