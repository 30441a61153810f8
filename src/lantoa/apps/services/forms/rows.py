"""Rows of a form that are added, moved and removed by buttons, without JavaScript: papers, steps, fees, law.

Each button sends the whole form; it comes back with its rows changed and nothing stored.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

# "them:steps", "len:steps:2", "xuong:steps:2", "bo:steps:2"; rows count from 0.
_ACT = re.compile(r"(them|len|xuong|bo):([a-z]+)(?::(\d{1,3}))?")
MOST_ROWS = 60
_MAY_BE_BLANK: dict[str, Any] = {"empty_permitted": True, "use_required_attribute": False}


class Rows:
    """The rows of one kind: as typed where there is data, else as given."""

    def __init__(
        self, kind: type[forms.Form], prefix: str, *, data: QueryDict | None = None, initial: list[dict[str, Any]]
    ) -> None:
        self.prefix, self._kind, self._bound = prefix, kind, data is not None
        if data is None:
            self.forms = [kind(prefix=f"{prefix}-{place}", initial=row) for place, row in enumerate(initial)]
        else:
            count = min(_number(data.get(f"{prefix}-count", "")), MOST_ROWS)
            self.forms = [kind(data, prefix=f"{prefix}-{place}", **_MAY_BE_BLANK) for place in range(count)]

    def is_valid(self) -> bool:
        """Return whether every row with something in it is in order; all are asked, so that all mistakes show."""
        asked = [form.is_valid() for form in self.forms if not self.is_blank(form)]
        return all(asked)

    def is_blank(self, form: forms.Form) -> bool:
        """Return whether nothing was typed into the row; such a row is left out."""
        return not any(str(form[name].data or "").strip() for name in form.fields)

    @property
    def cleaned(self) -> list[dict[str, Any]]:
        """Return what the rows hold, in their order, blank ones left out; call it after `is_valid`."""
        return [form.cleaned_data for form in self.forms if not self.is_blank(form)]

    def typed(self) -> list[dict[str, Any]]:
        """Return what was typed, row by row, whether it is in order or not."""
        return [{name: form[name].data for name in form.fields} for form in self.forms]


def _number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 4 else 0


def row_act(data: QueryDict) -> tuple[str, str, int | None] | None:
    """Return what a button of the rows asks for: the act, the prefix, the row; None for any other button."""
    found = _ACT.fullmatch(data.get("hang", ""))
    return (found[1], found[2], int(found[3]) if found[3] else None) if found else None


def after_act(rows: Mapping[str, list[dict[str, Any]]], act: tuple[str, str, int | None]) -> dict[str, list[Any]]:
    """Return the rows after the act; as they are for one that makes no sense.

    >>> after_act({"steps": [{"text": "a"}, {"text": "b"}]}, ("len", "steps", 1))
    {'steps': [{'text': 'b'}, {'text': 'a'}]}
    >>> after_act({"steps": [{"text": "a"}]}, ("bo", "steps", 0)), after_act({"steps": []}, ("them", "steps", None))
    ({'steps': []}, {'steps': [{}]})
    """
    name, prefix, place = act
    found = {key: list(value) for key, value in rows.items()}
    mine = found.get(prefix)
    if mine is None:
        return found
    if name == "them" and len(mine) < MOST_ROWS:
        mine.append({})
    elif place is not None and place < len(mine):
        if name == "bo":
            del mine[place]
        elif name in ("len", "xuong"):
            other = place - 1 if name == "len" else place + 1
            if 0 <= other < len(mine):
                mine[place], mine[other] = mine[other], mine[place]
    return found
