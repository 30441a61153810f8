"""The form in which an officer says what each column of a table means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from lantoa.apps.indices.models import Absence, IndexImport
from lantoa.apps.indices.queries.import_base import ImportBase
from lantoa.apps.indices.queries.import_rows import sheet_signs
from lantoa.apps.indices.tables.headings import (
    COMPONENT,
    ENTITY,
    GROUP,
    GROUP_OF,
    NUMBER_OF,
    RANK,
    RANK_OF,
    VALUE,
    YEAR,
)
from lantoa.apps.indices.tables.mapping import Mapping, SheetMapping, mapping_of

# As many rows as show what a column holds.
_SAMPLE = 3
_FACTORS = [
    ("1", "Giữ nguyên"),
    ("100", "Nhân 100 (0,8625 thành 86,25)"),
    ("10", "Nhân 10"),
    ("0.1", "Chia 10"),
    ("0.01", "Chia 100 (86,25 thành 0,8625)"),
]
_ROLES = [
    ("", "Không dùng"),
    (ENTITY, "Đối tượng (tỉnh, sở, huyện)"),
    (YEAR, "Năm"),
]
_LONG_ROLES = [(COMPONENT, "Tên thành phần"), (VALUE, "Giá trị"), (RANK, "Thứ hạng"), (GROUP, "Nhóm")]
_SIGNS = [("", "Tự nhận"), (",", "Dấu phẩy (61,26)"), (".", "Dấu chấm (61.26)")]
_ABSENCES = [value for value in Absence.values if value != "merged"]


@dataclass(frozen=True)
class Block:
    """Tables with one heading, of one scale: they are answered together. `sheets` are their places in the file."""

    place: int
    sheets: tuple[int, ...]
    names: tuple[str, ...]
    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


class ColumnsForm(forms.Form):
    """For each table its edition, for each column its role; what blanks and doubts mean for the whole."""

    absence = forms.ChoiceField(
        label="Ô trống, “-”, “…”, “N/A” nghĩa là gì",
        help_text="Chọn một lý do thì mỗi ô trống thành một chỗ không có giá trị kèm lý do ấy.",
        required=False,
    )
    factor = forms.ChoiceField(label="Hệ số cho mọi giá trị", choices=_FACTORS)
    accept = forms.BooleanField(
        label="Nhập cả những dòng còn nghi ngờ",
        help_text="Dùng khi bảng đúng như nơi công bố in, dù tổng hay thứ hạng không khớp.",
        required=False,
    )

    def __init__(self, kept: IndexImport, base: ImportBase, data: Any = None) -> None:
        self._kept, self._base = kept, base
        self._mapping = mapping_of(kept.mapping)
        self.blocks = _blocks(kept, base, self._mapping)
        first = {"absence": self._mapping.absence, "factor": self._mapping.factor, "accept": self._mapping.accept}
        super().__init__(data, initial=first)
        absences = [("", "Bỏ qua ô trống"), *((value, Absence(value).label) for value in _ABSENCES)]
        self.fields["absence"].choices = absences  # type: ignore[attr-defined]
        self._add_sheets()
        for block in self.blocks:
            self._add_columns(block)

    def _add_sheets(self) -> None:
        editions = sorted(self._base.editions.values(), key=lambda edition: -edition.year_measured)
        choices = [("", "Chọn kỳ"), *((str(edition.pk), str(edition)) for edition in editions)]
        for place, sheet in enumerate(self._mapping.sheets):
            name = self._kept.sheets[place]["name"] or "Bảng"
            label = f"Dùng {name}"
            self.fields[f"use-{place}"] = forms.BooleanField(label=label, required=False, initial=sheet.used)
            self.fields[f"edition-{place}"] = forms.ChoiceField(
                label=f"Kỳ của {name}", choices=choices, required=False, initial=str(sheet.edition or "")
            )

    def _add_columns(self, block: Block) -> None:
        sheet = self._mapping.sheets[block.place]
        rows = self._kept.sheets[block.place]["rows"]
        self.fields[f"first-{block.place}"] = forms.IntegerField(
            label="Dòng số liệu đầu tiên", min_value=1, max_value=max(len(rows), 1), initial=sheet.first + 1
        )
        choices = self._roles(sheet)
        signs = sheet_signs(self._base, rows, sheet)
        for column, role in enumerate(sheet.roles):
            label = f"Cột {column + 1} là gì"
            self.fields[f"role-{block.place}-{column}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=role
            )
            if column in signs and (signs[column].doubtful or signs[column].mixed or column in sheet.signs):
                self.fields[f"sign-{block.place}-{column}"] = forms.ChoiceField(
                    label=f"Dấu thập phân của cột {column + 1}",
                    choices=_SIGNS,
                    required=False,
                    initial=sheet.signs.get(column, ""),
                )

    def _roles(self, sheet: SheetMapping) -> list[Any]:
        edition = self._base.editions.get(sheet.edition or 0) or self._base.editions[self._kept.edition_id]
        parts = sorted(self._base.parts_in(edition), key=lambda part: (not part.is_total, part.position, part.pk))
        kinds = ((NUMBER_OF, "Điểm"), (RANK_OF, "Hạng"), (GROUP_OF, "Nhóm"))
        return [
            *_ROLES,
            *(
                (f"{words} của thành phần", [(f"{kind}{part.code}", f"{words}: {part.short_name}") for part in parts])
                for kind, words in kinds
            ),
            ("Bảng dọc", _LONG_ROLES),
        ]

    def sheet_fields(self) -> list[tuple[Any, Any]]:
        """Return for each table of the file its two fields."""
        return [(self[f"use-{place}"], self[f"edition-{place}"]) for place in range(len(self._mapping.sheets))]

    def block_fields(self) -> list[tuple[Block, Any, list[dict[str, Any]]]]:
        """Return for each block its first row and its columns: heading, examples, role, sign."""
        found = []
        for block in self.blocks:
            columns = [
                {
                    "heading": heading,
                    "samples": [row[column] for row in block.samples if column < len(row) and row[column].strip()],
                    "role": self[f"role-{block.place}-{column}"],
                    "sign": self[name] if (name := f"sign-{block.place}-{column}") in self.fields else None,
                }
                for column, heading in enumerate(block.headings)
            ]
            found.append((block, self[f"first-{block.place}"], columns))
        return found

    def clean(self) -> dict[str, Any]:
        """Look for a column of entities in every table that is used, and for no role twice."""
        cleaned = super().clean() or {}
        for block in self.blocks:
            if not any(cleaned.get(f"use-{place}") for place in block.sheets):
                continue
            roles = [cleaned.get(f"role-{block.place}-{column}", "") for column in range(len(block.headings))]
            twice = {role for role in roles if role and roles.count(role) > 1}
            if ENTITY not in roles:
                self.add_error(None, f"{block.names[0]}: hãy chọn cột nào là đối tượng.")
            if twice:
                self.add_error(None, f"{block.names[0]}: mỗi vai trò chỉ cho một cột.")
        return cleaned

    def mapping(self) -> Mapping:
        """Return what was said."""
        said = self.cleaned_data
        sheets = list(self._mapping.sheets)
        for block in self.blocks:
            for place in block.sheets:
                sheets[place] = self._said_of(block, place, sheets[place])
        return replace(
            self._mapping, sheets=tuple(sheets), absence=said["absence"], factor=said["factor"], accept=said["accept"]
        )

    def _said_of(self, block: Block, place: int, sheet: SheetMapping) -> SheetMapping:
        said = self.cleaned_data
        first = said[f"first-{block.place}"] - 1
        rows = self._kept.sheets[place]["rows"]
        headings = sheet.headings
        if first != sheet.first:
            above = rows[first - 1] if 0 < first <= len(rows) else []
            headings = tuple((above[column] if column < len(above) else "") for column in range(len(headings)))
        signs = {column: said.get(f"sign-{block.place}-{column}") for column in range(len(headings))}
        return replace(
            sheet,
            used=said[f"use-{place}"],
            edition=int(said[f"edition-{place}"]) if said[f"edition-{place}"] else None,
            first=first,
            headings=headings,
            roles=tuple(said[f"role-{block.place}-{column}"] for column in range(len(headings))),
            signs={column: sign for column, sign in signs.items() if sign},
        )


def _blocks(kept: IndexImport, base: ImportBase, mapping: Mapping) -> list[Block]:
    found: dict[Any, list[int]] = {}
    for place, sheet in enumerate(mapping.sheets):
        edition = base.editions.get(sheet.edition or 0)
        key = (sheet.headings, sheet.first, sheet.roles, edition.scale_id if edition else 0)
        found.setdefault(key, []).append(place)
    return [_block(kept, mapping, places) for places in found.values()]


def _block(kept: IndexImport, mapping: Mapping, places: Sequence[int]) -> Block:
    sheet = mapping.sheets[places[0]]
    rows = kept.sheets[places[0]]["rows"][sheet.first : sheet.first + _SAMPLE]
    names = tuple(kept.sheets[place]["name"] or "Bảng" for place in places)
    return Block(places[0], tuple(places), names, sheet.headings, tuple(map(tuple, rows)))
