"""Writes of indices."""

from lantoa.apps.indices.actions.changes import note_index_change, public_subject
from lantoa.apps.indices.actions.component_themes import link_themes
from lantoa.apps.indices.actions.ddci import CannotCompute, compute_edition
from lantoa.apps.indices.actions.entering import (
    CannotEnter,
    NothingNew,
    ReasonNeeded,
    correct_value,
    enter_values,
    prefer_value,
)
from lantoa.apps.indices.actions.loading import DATA, Loaded, load_indices
from lantoa.apps.indices.actions.shipped_rows import BadIndices

__all__ = [
    "DATA",
    "BadIndices",
    "CannotCompute",
    "CannotEnter",
    "Loaded",
    "NothingNew",
    "ReasonNeeded",
    "compute_edition",
    "correct_value",
    "enter_values",
    "link_themes",
    "load_indices",
    "note_index_change",
    "prefer_value",
    "public_subject",
]
