"""Governance indices: what is measured on which scale, in which edition, for whom; every value with its source."""

from lantoa.apps.indices.models.editions import Annotation, Edition, IndexImport, Vintage
from lantoa.apps.indices.models.entities import Entity, EntityKind, EntitySuccession
from lantoa.apps.indices.models.indices import Component, ComponentTheme, Index, IndexSource, ScaleVersion
from lantoa.apps.indices.models.samples import SurveySample
from lantoa.apps.indices.models.values import Absence, Value

__all__ = [
    "Absence",
    "Annotation",
    "Component",
    "ComponentTheme",
    "Edition",
    "Entity",
    "EntityKind",
    "EntitySuccession",
    "Index",
    "IndexImport",
    "IndexSource",
    "ScaleVersion",
    "SurveySample",
    "Value",
    "Vintage",
]
