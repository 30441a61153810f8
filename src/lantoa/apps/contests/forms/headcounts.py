"""Checks of head-counts: a table that is filled in, and a workbook that is read into the same table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.base.guard_tables import Sheet
from lantoa.apps.contests.actions.headcounts import GivenHeadcount
from lantoa.apps.contests.forms.inputs import number_field
from lantoa.apps.contests.queries.headcounts import HEADERS, UnitRow
from lantoa.core.viettext import fold

_MOST_PEOPLE = 1_000_000
_SOURCE = "Hãy ghi nguồn, ví dụ: báo cáo biên chế của đơn vị ngày 30/9/2025."


class UnitFilter(forms.Form):
    """Filter units by kind and name."""

    kind = forms.ChoiceField(label="Nhóm đơn vị", required=False, choices=[("", "Tất cả"), *AgencyKind.choices])
    words = forms.CharField(label="Tên có chữ", required=False, max_length=100)
    missing = forms.BooleanField(label="Chỉ đơn vị chưa có sĩ số", required=False)


class HeadcountForm(forms.Form):
    """The head-count of one unit."""

    people = number_field("Sĩ số", most=_MOST_PEOPLE)
    source = forms.CharField(label="Nguồn", max_length=300, help_text=_SOURCE, error_messages={"required": _SOURCE})


class HeadcountTable(forms.Form):
    """A line for each unit shown: people and source; the common source stands for lines without one."""

    common_source = forms.CharField(
        label="Nguồn chung cho các dòng chưa ghi nguồn", max_length=300, required=False, help_text=_SOURCE
    )

    def __init__(
        self, data: Any, *, rows: Sequence[UnitRow], read: Mapping[int, tuple[str, str]] | None = None
    ) -> None:
        """`read` are people and source of units as a file has them; they stand in the table until it is stored."""
        super().__init__(data)
        self.rows = rows
        for row in rows:
            people, source = (row.headcount.people, row.headcount.source) if row.headcount else (None, "")
            if read and row.agency.pk in read:
                people, source = read[row.agency.pk]  # type: ignore[assignment]
            label = row.agency.name
            self.fields[f"people_{row.agency.pk}"] = number_field(
                f"Sĩ số của {label}", most=_MOST_PEOPLE, required=False, initial=people
            )
            self.fields[f"source_{row.agency.pk}"] = forms.CharField(
                label=f"Nguồn sĩ số của {label}", max_length=300, required=False, initial=source
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        common = cleaned.get("common_source")
        for row in self.rows:
            name = f"source_{row.agency.pk}"
            if cleaned.get(f"people_{row.agency.pk}") and not cleaned.get(name):
                if common:
                    cleaned[name] = common
                else:
                    self.add_error(name, _SOURCE)
        return cleaned

    @property
    def given(self) -> list[GivenHeadcount]:
        """Return what a valid table says."""
        asked = self.cleaned_data
        return [_given(row.agency, asked) for row in self.rows]

    @property
    def lines(self) -> list[tuple[UnitRow, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"people_{row.agency.pk}"], self[f"source_{row.agency.pk}"]) for row in self.rows]


def _given(agency: Agency, asked: Mapping[str, Any]) -> GivenHeadcount:
    people = asked[f"people_{agency.pk}"]
    return GivenHeadcount(agency, people, asked[f"source_{agency.pk}"] if people is not None else "")


@dataclass(frozen=True, slots=True)
class ReadHeadcounts:
    """What a workbook says: people and source by unit, and what is wrong with which line."""

    units: Mapping[int, tuple[str, str]]
    errors: tuple[str, ...]


def read_headcounts(sheets: Sequence[Sheet], agencies: Mapping[str, Agency]) -> ReadHeadcounts:
    """Return the head-counts of the first sheet that has the columns; `agencies` by their code (slug). Lines without
    people are passed over.
    """
    for sheet in sheets:
        if sheet.rows and (columns := _columns(sheet.rows[0])):
            return _read(sheet.rows[1:], columns, agencies)
    return ReadHeadcounts(
        {}, (f"Tệp không có cột “{HEADERS[0]}” và “{HEADERS[2]}”; hãy dùng bảng tải về từ trang này.",)
    )


def _columns(head: Sequence[str]) -> dict[str, int]:
    places = {fold(words): place for place, words in enumerate(head)}
    wanted = {header: places[fold(header)] for header in HEADERS if fold(header) in places}
    return wanted if HEADERS[0] in wanted and HEADERS[2] in wanted else {}


def _read(rows: Sequence[Sequence[str]], columns: Mapping[str, int], agencies: Mapping[str, Agency]) -> ReadHeadcounts:
    units: dict[int, tuple[str, str]] = {}
    errors = []
    for number, row in enumerate(rows, start=2):
        code, people = row[columns[HEADERS[0]]].strip(), row[columns[HEADERS[2]]].strip().replace(".", "")
        source = row[columns[HEADERS[3]]].strip() if HEADERS[3] in columns else ""
        if not people:
            continue
        agency = agencies.get(code)
        if agency is None:
            errors.append(f"Dòng {number}: không có đơn vị mang mã “{code}” khi cuộc thi mở.")
        elif agency.pk in units:
            errors.append(f"Dòng {number}: {agency.name} đã có ở dòng trên.")
        elif not people.isdecimal() or not 1 <= int(people) <= _MOST_PEOPLE:
            errors.append(f"Dòng {number}: sĩ số của {agency.name} phải là một số từ 1 trở lên, tệp ghi “{people}”.")
        else:
            units[agency.pk] = (people, source[:300])
    return ReadHeadcounts(units, tuple(errors))
