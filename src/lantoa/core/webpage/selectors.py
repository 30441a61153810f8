"""Short selectors for the recipes: tag, #id, .class, [attribute], [attribute*="part"], and descendants of these."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

_PIECE = re.compile(
    r"(?P<tag>^[a-zA-Z][\w-]*|^\*)|#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)"
    r"|\[(?P<name>[\w:-]+)(?:(?P<op>[*^$]?=)(?P<quote>[\"']?)(?P<value>[^\"'\]]*)(?P=quote))?\]"
)


class BadSelector(ValueError):
    """A recipe holds a selector that this small language does not know."""


@dataclass(frozen=True, slots=True)
class _Step:
    tag: str
    identity: str
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]


class PageIndex:
    """The elements of a page by tag, id, class and attribute name: many selectors are answered after one walk."""

    def __init__(self, elements: Iterable[HtmlElement]) -> None:
        self._order: dict[HtmlElement, int] = {}
        self._tags: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        self._ids: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        self._classes: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        self._names: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        for place, element in enumerate(elements):
            self._order[element] = place
            self._tags[str(element.tag)].append(element)
            for name, value in element.items():
                self._names[str(name)].append(element)
                if name == "id":
                    self._ids[str(value)].append(element)
                elif name == "class":
                    for part in dict.fromkeys(str(value).split()):
                        self._classes[part].append(element)

    def select(self, selector: str) -> list[HtmlElement]:
        """The elements that match, in page order. Raises BadSelector."""
        *outer, last = parse_selector(selector)
        found = [element for element in self._likely(last) if _matches(element, last)]
        return [element for element in found if _is_within(element, outer)] if outer else found

    def find_all(self, selectors: Iterable[str]) -> list[HtmlElement]:
        """The elements of all the selectors, those of the first selector first."""
        return [element for selector in selectors for element in self.select(selector)]

    def _likely(self, step: _Step) -> list[HtmlElement]:
        if step.identity:
            return self._ids.get(step.identity, [])
        if step.classes:
            return self._classes.get(step.classes[0], [])
        if step.attributes:
            return self._names.get(step.attributes[0][0], [])
        return list(self._order) if step.tag == "*" else self._tags.get(step.tag, [])


@lru_cache(maxsize=2_000)
def parse_selector(selector: str) -> tuple[_Step, ...]:
    """The steps of the selector, outermost first. Raises BadSelector.

    >>> [step.classes for step in parse_selector("div.detail .body.text")]
    [('detail',), ('body', 'text')]
    """
    steps = tuple(_step(part) for part in selector.split())
    if not steps:
        raise BadSelector("empty selector")
    return steps


def _step(text: str) -> _Step:
    tag, identity, classes, attributes, place = "*", "", [], [], 0
    for piece in _PIECE.finditer(text):
        if piece.start() != place:
            break
        place = piece.end()
        if piece["tag"]:
            tag = piece["tag"]
        elif piece["id"]:
            identity = piece["id"]
        elif piece["cls"]:
            classes.append(piece["cls"])
        else:
            attributes.append((piece["name"], piece["op"] or "", piece["value"] or ""))
    if place != len(text):
        raise BadSelector(f"selector not understood: {text!r}")
    return _Step(tag, identity, tuple(classes), tuple(attributes))


def _matches(element: HtmlElement, step: _Step) -> bool:
    if step.tag not in ("*", element.tag) or (step.identity and element.get("id") != step.identity):
        return False
    if step.classes and not set(step.classes) <= set((element.get("class") or "").split()):
        return False
    return all(_has(element.get(name), op, value) for name, op, value in step.attributes)


def _has(actual: str | None, op: str, value: str) -> bool:
    if actual is None:
        return False
    if op == "*=":
        return value in actual
    if op == "^=":
        return actual.startswith(value)
    if op == "$=":
        return actual.endswith(value)
    return not op or actual == value


def _is_within(element: HtmlElement, outer: list[_Step]) -> bool:
    wanted = list(outer)
    for parent in element.iterancestors():
        if _matches(parent, wanted[-1]):
            wanted.pop()
            if not wanted:
                return True
    return False
