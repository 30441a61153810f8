"""Writes of indices."""

from lantoa.apps.indices.actions.changes import note_index_change, public_subject
from lantoa.apps.indices.actions.ddci import CannotCompute, compute_edition
from lantoa.apps.indices.actions.entering import (
    CannotEnter,
    NothingNew,
    ReasonNeeded,
    correct_value,
    enter_values,
    prefer_value,
)

__all__ = [
    "CannotCompute",
    "CannotEnter",
    "NothingNew",
    "ReasonNeeded",
    "compute_edition",
    "correct_value",
    "enter_values",
    "note_index_change",
    "prefer_value",
    "public_subject",
]
