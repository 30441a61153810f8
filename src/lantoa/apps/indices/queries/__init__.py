"""Reads over indices: series, sheets of an edition, standings, rankings, what-ifs. At most fifteen queries each."""

from lantoa.apps.indices.queries.entities import (
    default_entities,
    home_entities,
    measured_entities,
    nation_entity,
    related_entities,
    visible_editions,
)
from lantoa.apps.indices.queries.records import (
    AnyChange,
    Cell,
    ComponentRow,
    Correction,
    EditionSheet,
    EntityLine,
    IndexSeries,
    Ranked,
    RelatedEntity,
    Standing,
    WhatIf,
)
from lantoa.apps.indices.queries.series import index_series

__all__ = [
    "AnyChange",
    "Cell",
    "ComponentRow",
    "Correction",
    "EditionSheet",
    "EntityLine",
    "IndexSeries",
    "Ranked",
    "RelatedEntity",
    "Standing",
    "WhatIf",
    "default_entities",
    "home_entities",
    "index_series",
    "measured_entities",
    "nation_entity",
    "related_entities",
    "visible_editions",
]
