"""A picture of an index inside a frame of another site."""

from dataclasses import dataclass

from lantoa.portal.presenters.index_parts import Exhibit
from lantoa.portal.presenters.parts import Picture


@dataclass(frozen=True, slots=True)
class IndexFrame:
    """The picture, its words, and the way out of the frame."""

    title: str
    href: str
    figure: Picture | None
    illustrative: bool
    sources: tuple[str, ...]


def index_frame_page(exhibit: Exhibit, *, root: str) -> IndexFrame:
    """Return what the frame shows; `root` makes its addresses whole."""
    sources = dict.fromkeys(value.source.publisher or value.source.title for value in exhibit.values)
    return IndexFrame(
        title=exhibit.title,
        href=root + exhibit.address,
        figure=exhibit.figure(),
        illustrative=exhibit.illustrative,
        sources=tuple(sources),
    )
