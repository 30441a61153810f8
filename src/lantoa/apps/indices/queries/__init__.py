"""Reads over indices: series, sheets of an edition, standings, rankings, what-ifs. At most fifteen queries each."""

from lantoa.apps.indices.queries.best import Best, best_values
from lantoa.apps.indices.queries.corrections import corrections_of
from lantoa.apps.indices.queries.entities import (
    default_entities,
    home_entities,
    measured_entities,
    nation_entity,
    related_entities,
    visible_editions,
)
from lantoa.apps.indices.queries.published import published_between
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
from lantoa.apps.indices.queries.sheets import edition_before, edition_sheet
from lantoa.apps.indices.queries.standings import home_standings, ranking, standings_of
from lantoa.apps.indices.queries.trees import component_tree
from lantoa.apps.indices.queries.what_if import Target, what_if_sheet

__all__ = [
    "AnyChange",
    "Best",
    "Cell",
    "ComponentRow",
    "Correction",
    "EditionSheet",
    "EntityLine",
    "IndexSeries",
    "Ranked",
    "RelatedEntity",
    "Standing",
    "Target",
    "WhatIf",
    "best_values",
    "component_tree",
    "corrections_of",
    "default_entities",
    "edition_before",
    "edition_sheet",
    "home_entities",
    "home_standings",
    "index_series",
    "measured_entities",
    "nation_entity",
    "published_between",
    "ranking",
    "related_entities",
    "standings_of",
    "visible_editions",
    "what_if_sheet",
]
