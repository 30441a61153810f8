"""Airings on the office's pages of coverage: the table, and the ways from its numbers to the list behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lantoa.apps.assignments.presenters.evidence import ReadyEvidence, ReadyLine
from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.broadcasts.queries.airings_counted import AiringsCounted
from lantoa.apps.broadcasts.searching import ADDRESS
from lantoa.apps.coverage.queries import AiringEvidence
from lantoa.core.workdays import WindowKind

_PERIOD = ("period", "start", "end")


@dataclass(frozen=True, slots=True)
class AiringsSection:
    """The counted airings of a period; `on_themes` are the sums of the columns, `query` keeps the period in links."""

    counted: AiringsCounted
    on_themes: tuple[int, ...]
    query: str


def airings_section(counted: AiringsCounted, asked: Mapping[str, str]) -> AiringsSection:
    """Return the section; `asked` is what the page was asked for."""
    kept = [(name, asked[name]) for name in _PERIOD if asked.get(name)] or [("period", WindowKind.YEAR.value)]
    on_themes = tuple(counted.airings_on(theme) for theme in counted.themes)
    return AiringsSection(counted, on_themes, urlencode(kept))


def ready_evidence(found: AiringEvidence, *, href: str) -> ReadyEvidence:
    """Return the airings behind a duty as its page shows them; `href` leads to all of them, "" for who may not look."""
    if not found.airings:
        return ReadyEvidence(
            "Lượt phát trên loa",
            "Chưa có lượt phát nào được xác nhận về nội dung này ở đài của cơ quan.",
        )
    lines = tuple(
        ReadyLine(
            row.bulletin.title,
            f"{number(row.airings)} lượt ở {number(row.stations)} đài, "
            f"từ {row.first_day:%d/%m/%Y} đến {row.last_day:%d/%m/%Y}",
            _address(row.bulletin),
        )
        for row in found.bulletins
    )
    more = f" và {number(found.more_bulletins)} bản tin khác" if found.more_bulletins > 0 else ""
    sentence = (
        f"{number(found.airings)} lượt phát đã xác nhận của {number(len(found.bulletins) + found.more_bulletins)} "
        f"bản tin về nội dung này ở đài của cơ quan{':' if not more else more + ', gồm:'}"
    )
    return ReadyEvidence("Lượt phát trên loa", sentence, lines, href)


def _address(bulletin: Bulletin) -> str:
    public = bulletin.listed and bulletin.state == Bulletin.State.APPROVED
    return f"{ADDRESS}{bulletin.slug}/" if public else ""
