"""Which airing a line of a machine's log speaks of."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from lantoa.apps.broadcasts.models import Airing, Cluster, Station
from lantoa.apps.broadcasts.play_log_lines import LogLine, name_key, same_name
from lantoa.core.viettext import fold

# So far from its planned time a line is still looked for: machines start a slot late, and play it for a while.
WINDOW = timedelta(minutes=60)
_ALL = {"", "tat ca", "ca dai", "toan dai", "all", "toan xa"}


class NoMatch(LookupError):
    """The line fits no airing, or more than one; the message, in Vietnamese, says which."""


class Matcher:
    """Matches lines of one station; its airings around the lines are read once, each is taken by one line first."""

    def __init__(self, station: Station, moments: Sequence[datetime]) -> None:
        self._clusters = list(station.clusters.all())
        self._taken: set[tuple[int, str]] = set()
        self._airings: list[tuple[Airing, tuple[str, ...]]] = []
        if moments:
            span = (min(moments) - WINDOW, max(moments) + WINDOW)
            rows = Airing.objects.filter(station=station, planned_at__range=span).order_by("planned_at", "pk")
            for row in rows.select_related("bulletin", "slot"):
                self._airings.append((row, (name_key(row.bulletin.title), name_key(row.bulletin.slug))))

    def match(self, line: LogLine, played_at: datetime) -> tuple[Airing, list[Cluster]]:
        """Return the airing that the line speaks of, and its clusters (none: all). NoMatch where there is not one."""
        clusters = self.clusters_of(line.cluster)
        near = [(row, names) for row, names in self._airings if abs(row.planned_at - played_at) <= WINDOW]
        said = name_key(line.title)
        named = [row for row, names in near if any(same_name(said, name) for name in names)]
        exact = [row for row, names in near if said in names]
        found = exact or named
        if not found:
            raise NoMatch(_why(said, [row for row, _ in near], played_at))
        if len({row.bulletin_id for row in found}) > 1:
            titles = ", ".join(dict.fromkeys(f"“{row.bulletin.title}”" for row in found))
            raise NoMatch(f"Tên trong tệp hợp với nhiều bản tin: {titles}.")
        where = fold(line.cluster)
        free = [row for row in found if (row.pk, where) not in self._taken]
        # What was cancelled may have sounded all the same, but only where nothing else fits.
        cancelled = Airing.State.CANCELLED
        chosen = min(free or found, key=lambda row: (row.state == cancelled, abs(row.planned_at - played_at), row.pk))
        self._taken.add((chosen.pk, where))
        return chosen, clusters

    def clusters_of(self, words: str) -> list[Cluster]:
        """Return the clusters that are named, none for all of the station's; NoMatch for a name that it has not."""
        if fold(words).strip() in _ALL:
            return []
        known = {fold(cluster.name): cluster for cluster in self._clusters}
        names = [" ".join(fold(part).split()) for part in re.split(r"[,;+/]", words) if part.strip()]
        unknown = [name for name in names if name not in known]
        if unknown:
            raise NoMatch(f"Đài không có cụm loa “{words}”; hãy thêm cụm loa ấy, hoặc khớp tay dòng này.")
        return [known[name] for name in dict.fromkeys(names)]


def _why(said: str, near: list[Airing], played_at: datetime) -> str:
    clock = f"{timezone.localtime(played_at):%H:%M ngày %d/%m/%Y}"
    if not said:
        return "Dòng không có tên tệp hoặc tên bản tin."
    if not near:
        return f"Quanh {clock} đài không có lượt phát nào trong lịch."
    titles = ", ".join(dict.fromkeys(f"“{row.bulletin.title}”" for row in near[:3]))
    return f"Quanh {clock} có {titles}, nhưng tên trong tệp khác."
