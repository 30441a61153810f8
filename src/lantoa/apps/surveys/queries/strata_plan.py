"""What rows of a table would become as strata of a round: looked at first, then stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.models import Procedure
from lantoa.apps.surveys.models import SurveyRound
from lantoa.core.viettext import fold, to_nfc

MOST_ROWS = 1000
_HEADS = ("co quan", "ten co quan", "don vi")


@dataclass(frozen=True, slots=True)
class PlannedStratum:
    """One row as it would be stored; `problem` says why it would not be."""

    number: int
    agency_words: str
    agency: Agency | None
    procedure_words: str
    procedure: Procedure | None
    quota: int | None
    population: int | None
    source: str
    problem: str = ""


class _Names:
    """Agencies and procedures by what people call them."""

    def __init__(self, on: date) -> None:
        self.agencies: dict[str, list[Agency]] = {}
        for agency in Agency.objects.valid_on(on).order_by("pk"):
            for name in dict.fromkeys(agency.folded_names.splitlines()):
                self.agencies.setdefault(name, []).append(agency)
        self.procedures: dict[str, list[Procedure]] = {}
        for procedure in Procedure.objects.order_by("pk"):
            for name in {procedure.code, procedure.slug, fold(procedure.name), fold(procedure.plain_title)} - {""}:
                self.procedures.setdefault(name, []).append(procedure)


def planned_strata(rows: Sequence[Sequence[str]], survey_round: SurveyRound, *, on: date) -> list[PlannedStratum]:
    """Return what each row would become; rows past MOST_ROWS are left out. Three queries."""
    names = _Names(on)
    known: set[tuple[int, int | None]] = set(survey_round.strata.values_list("agency", "procedure"))
    found: list[PlannedStratum] = []
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        cells = [to_nfc(" ".join(cell.split())) for cell in [*row, "", "", "", "", ""][:5]]
        if any(cells) and not (number == 1 and fold(cells[0]) in _HEADS):
            found.append(_planned(number, cells, names, known))
    return found


def _planned(number: int, cells: Sequence[str], names: _Names, known: set[tuple[int, int | None]]) -> PlannedStratum:
    agency_words, procedure_words, quota_words, population_words, source = cells
    agencies = names.agencies.get(fold(agency_words), [])
    procedures = names.procedures.get(procedure_words) or names.procedures.get(fold(procedure_words), [])
    quota, population = _count(quota_words), _count(population_words)
    problem = ""
    if not agencies:
        problem = (
            f"danh bạ không có cơ quan nào đang hoạt động tên “{agency_words}”" if agency_words else "thiếu cơ quan"
        )
    elif len(agencies) > 1:
        problem = f"“{agency_words}” có thể là {len(agencies)} cơ quan; hãy ghi tên đầy đủ"
    elif procedure_words and len(procedures) != 1:
        kind = "chưa có trong danh mục" if not procedures else f"có thể là {len(procedures)} thủ tục; hãy ghi mã"
        problem = f"thủ tục “{procedure_words}” {kind}"
    elif quota is None:
        problem = f"số phiếu “{quota_words}” không phải là số" if quota_words else "thiếu số phiếu cần có"
    elif population_words and population is None:
        problem = f"số lượt “{population_words}” không phải là số"
    elif population is not None and not source:
        problem = "có số lượt mà thiếu nguồn"
    agency = agencies[0] if len(agencies) == 1 else None
    procedure = procedures[0] if len(procedures) == 1 else None
    if not problem and agency:
        key = (agency.pk, procedure.pk if procedure else None)
        problem = "đợt này hoặc bảng này đã có nhóm mẫu ấy" if key in known else ""
        known.add(key)
    return PlannedStratum(
        number, agency_words, agency, procedure_words, procedure, quota, population, source[:300], problem
    )


def _count(words: str) -> int | None:
    """Return a whole number as people write it (1.250 or 1 250); None for anything else.

    >>> _count("1.250"), _count("30"), _count("30,5"), _count("")
    (1250, 30, None, None)
    """
    plain = re.sub(r"[\s.]", "", words)
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else None
