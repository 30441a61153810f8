"""A provider for tests: documents on a shelf, named in settings.SEARCHED."""

from collections.abc import Collection, Iterator
from datetime import date

from lantoa.apps.search.documents import Choice, SearchDocument

DAY = date(2023, 5, 20)
NAME = "lantoa.apps.search.tests.shelf.SHELF"


class Shelf:
    """Documents by key; a change of "box:<n>" touches those whose column is that box."""

    kind = "paper"
    label = "giấy"

    def __init__(self) -> None:
        self.papers: dict[str, SearchDocument] = {}

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        wanted = self.papers if keys is None else [key for key in keys if key in self.papers]
        return iter([self.papers[key] for key in wanted])

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        boxed = {paper.key for paper in self.papers.values() if paper.column and paper.column.code == key}
        return boxed if kind == "box" else ()

    def put(self, key: str, title: str, lead: str = "", text: str = "", **values: object) -> None:
        given: dict[str, object] = {"published_on": DAY, **values}
        self.papers[key] = SearchDocument(self.kind, key, title, lead, text, **given)  # type: ignore[arg-type]


def choice(code: str) -> Choice:
    return Choice(code, f"Tên của {code}")


SHELF = Shelf()
