"""The file that a person takes along: all that is held, to read and to process, with the files sent, as one ZIP."""

import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO

from django.template.loader import render_to_string

from lantoa.apps.base.personal import plain
from lantoa.apps.privacy.queries.held import Held


def copy_file(held: Sequence[Held], *, at: datetime) -> IO[bytes]:
    """Return an open ZIP: du-lieu.html to read, du-lieu.json to process, and tep/ with photos and voice notes."""
    kinds = [kind for app in held for kind in app.kinds]
    told = {kind.title: [dict(row) for row in kind.rows] for kind in kinds}
    file: IO[bytes] = tempfile.TemporaryFile(suffix=".zip")  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        text = json.dumps({"lập lúc": plain(at), "dữ liệu": told}, ensure_ascii=False, indent=2, default=str)
        book.writestr("du-lieu.json", text)
        shown = [
            (kind.title, [[(name, _words(value)) for name, value in row.items()] for row in kind.rows])
            for kind in kinds
        ]
        book.writestr("du-lieu.html", render_to_string("privacy/copy.html", {"kinds": shown, "at": plain(at)}))
        for name, path in (each for kind in kinds for each in kind.files):
            if path.is_file():
                book.write(path, f"tep/{name}")
    file.seek(0)
    return file


def _shown(row: Mapping[str, object]) -> list[tuple[str, str]]:
    return [(name, _words(value)) for name, value in row.items()]


def _words(value: object) -> str:
    """Return a value as one reads it: lists and records in JSON, nothing as a dash."""
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str) if value else "–"
    return str(value) if value not in ("", None) else "–"
