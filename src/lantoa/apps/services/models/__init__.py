"""The service guide: procedures, step-by-step pages, "Tôi cần…", rights and duties, and the law they rest on."""

from lantoa.apps.services.models.howtos import HowTo, HowToStep
from lantoa.apps.services.models.law import LegalDocument
from lantoa.apps.services.models.needs import Need, NeedOption, NeedQuestion
from lantoa.apps.services.models.procedures import (
    Fee,
    Procedure,
    ProcedureBasis,
    ProcedureImport,
    ProcedureStep,
    Requirement,
)
from lantoa.apps.services.models.rights import Right
from lantoa.apps.services.models.sectors import Sector

__all__ = [
    "Fee",
    "HowTo",
    "HowToStep",
    "LegalDocument",
    "Need",
    "NeedOption",
    "NeedQuestion",
    "Procedure",
    "ProcedureBasis",
    "ProcedureImport",
    "ProcedureStep",
    "Requirement",
    "Right",
    "Sector",
]
