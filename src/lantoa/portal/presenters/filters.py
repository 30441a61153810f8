"""The forms that narrow a page down, as their component takes them."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.forms import BoundField

from lantoa.core.workdays import Window
from lantoa.portal.presenters.parts import Link


class Asked(Protocol):
    """A form as the reader filled it in."""

    fields: dict[str, Any]
    data: Any

    @property
    def errors(self) -> Any: ...

    def __getitem__(self, name: str) -> BoundField: ...

    def non_field_errors(self) -> Any: ...


class AskedPeriod(Asked, Protocol):
    """A form that gives a period, and the same as the end of an address."""

    window: Window

    @property
    def query(self) -> str: ...


class AskedReading(AskedPeriod, Protocol):
    """A form that gives a period and one of the two readings."""

    @property
    def as_now(self) -> bool: ...


class AskedArticles(Asked, Protocol):
    """A form that narrows a list of articles."""

    @property
    def is_narrowing(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class FilterField:
    field: BoundField
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A form sent by GET: sets of choices first, then single fields, then what is wrong with the whole."""

    action: str
    label: str
    submit: str
    groups: tuple[BoundField, ...] = ()
    fields: tuple[FilterField, ...] = ()
    mistakes: tuple[str, ...] = ()
    reset: str = ""
    extra: tuple[Link, ...] = ()


def period_filter(form: AskedPeriod, action: str) -> Filter:
    """Return the form of a period, and of the kind of agency where the form asks for it."""
    dates = (FilterField(form["tu"], "dates"), FilterField(form["den"], "dates"))
    kind = (FilterField(form["loai"]),) if "loai" in form.fields else ()
    reading = (FilterField(form["doc"]),) if "doc" in form.fields else ()
    narrowed = bool(form.query) or bool(kind and form.data.get("loai"))
    return Filter(
        action=action,
        label="Chọn kỳ số liệu",
        submit="Xem",
        groups=(form["ky"],),
        fields=(*dates, *kind, *reading),
        mistakes=tuple(str(mistake) for mistake in form.non_field_errors()),
        reset=action if narrowed else "",
    )


def article_filter(form: AskedArticles, action: str) -> Filter:
    """Return the form that narrows a list of articles."""
    dates = (FilterField(form["tu"], "dates"), FilterField(form["den"], "dates"))
    return Filter(
        action=action,
        label="Lọc bài",
        submit="Lọc",
        groups=(form["ky"],),
        fields=(*dates, FilterField(form["co_quan"]), FilterField(form["tim"]), FilterField(form["sap"])),
        mistakes=tuple(str(mistake) for mistake in form.non_field_errors()),
        reset=action if form.is_narrowing else "",
    )
