"""The shipped content: well formed, sourced, in Vietnamese, and pointing only at what is there."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import models

from lantoa.apps.services.models import (
    Fee,
    HowTo,
    HowToStep,
    LegalDocument,
    Need,
    NeedOption,
    NeedQuestion,
    Procedure,
    ProcedureBasis,
    ProcedureStep,
    Requirement,
    Right,
    Sector,
)
from lantoa.apps.services.shipped import DATA, read_shipped

SHIPPED = read_shipped()
DOCUMENTS = {row["number"]: row for row in SHIPPED.documents}
PROCEDURES = {given.slug: given for given in SHIPPED.procedures}
# Words of English that could slip into a page.
ENGLISH = re.compile(r"\b(the|and|or|of|with|if|fee|step|online|todo|link|form|file|click|note|none|unknown)\b", re.I)
# Not read by anybody, or typed by people in their own way ("nộp online").
HIDDEN = {"slug", "kind", "level", "online", "sector", "everyday_words", "procedures"}
NUMBER = re.compile(r"\d+/\d{4}/[A-ZĐ][\w-]*")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in HIDDEN:
                yield from texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)


def too_long(model: type[models.Model], values: dict[str, Any]) -> list[str]:
    limits = {field.name: getattr(field, "max_length", None) for field in model._meta.get_fields()}
    return [
        f"{name}: {len(value)} > {limits[name]}"
        for name, value in values.items()
        if isinstance(value, str) and limits.get(name) and len(value) > limits[name]
    ]


def rows_of(need: Any) -> Iterable[tuple[type[models.Model], dict[str, Any]]]:
    for question in need["questions"]:
        yield NeedQuestion, question
        for option in question["options"]:
            yield NeedOption, option


class TestEverything:
    def test_is_in_one_form_of_writing_without_blanks_at_the_ends(self) -> None:
        for file in [*DATA.glob("*.toml"), *DATA.glob("procedures/*.toml")]:
            words = file.read_text(encoding="utf-8")
            assert unicodedata.is_normalized("NFC", words), file.name
            assert not re.search(r"\b(hoà|thuỷ|hoá|toà|khoẻ|uỷ|tuỳ|thoả|luỹ)\b", words, re.IGNORECASE), file.name
        for given in SHIPPED.procedures:
            for text in texts(given.as_data()):
                assert text == text.strip(), given.slug

    def test_holds_no_english(self) -> None:
        others = (SHIPPED.howtos, SHIPPED.rights, SHIPPED.needs, SHIPPED.sectors)
        for row in [*(given.as_data() for given in SHIPPED.procedures), *(row for rows in others for row in rows)]:
            for text in texts(dict(row)):
                assert not ENGLISH.search(text), text

    def test_names_every_thing_once(self) -> None:
        for rows, key in ((SHIPPED.sectors, "slug"), (SHIPPED.documents, "number"), (SHIPPED.howtos, "slug"),
                          (SHIPPED.rights, "slug"), (SHIPPED.needs, "slug")):  # fmt: skip
            assert max(Counter(row[key] for row in rows).values(), default=0) <= 1
        assert len(PROCEDURES) == len(SHIPPED.procedures)
        codes = Counter(given.code for given in SHIPPED.procedures if given.code)
        assert max(codes.values()) == 1


class TestProcedures:
    def test_are_many_in_files_of_their_sectors(self) -> None:
        assert len(PROCEDURES) >= 50
        sectors = {row["slug"] for row in SHIPPED.sectors if row.get("for_procedures", True)}
        assert {given.sector for given in SHIPPED.procedures} <= sectors
        assert {file.stem for file in DATA.glob("procedures/*.toml")} == {given.sector for given in SHIPPED.procedures}

    @pytest.mark.parametrize("slug", PROCEDURES)
    def test_each_is_whole(self, slug: str) -> None:
        given = PROCEDURES[slug]
        data = given.as_data()
        for name in ("name", "plain_title", "summary", "who", "where", "result", "source"):
            assert data[name], name
        assert given.requirements and given.steps and given.bases and len(given.everyday_words) >= 3
        assert given.level in {"commune", "province", "central"}  # the district is gone since 1 July 2025
        assert given.online in {"", "whole", "part", "none"}
        assert re.fullmatch(r"(?:[1-6]\.\d{6})?", given.code)
        assert re.fullmatch(r"[a-z0-9-]{3,80}", given.slug)
        assert given.checked_on is None  # only a person of an agency says so
        assert not too_long(Procedure, data)
        parts = (
            (Requirement, "requirements"), (Fee, "fees"), (ProcedureBasis, "bases"),
        )  # fmt: skip
        for model, name in parts:
            for row in data[name]:
                assert not too_long(model, row)
        assert not any(too_long(ProcedureStep, {"text": text}) for text in given.steps)

    @pytest.mark.parametrize("slug", PROCEDURES)
    def test_each_stands_on_documents_that_are_in_the_list(self, slug: str) -> None:
        given = PROCEDURES[slug]
        assert {basis.number for basis in given.bases} <= set(DOCUMENTS)
        assert set(NUMBER.findall(given.source)) <= set(DOCUMENTS)

    @pytest.mark.parametrize("slug", PROCEDURES)
    def test_what_no_source_states_is_left_empty_with_words(self, slug: str) -> None:
        given = PROCEDURES[slug]
        for fee in given.fees:
            assert fee.note, fee.name  # a source, or why there is no amount
        assert given.working_days is None or given.time_words


class TestDocuments:
    def test_each_has_a_title_a_source_and_days_in_order(self) -> None:
        for number, row in DOCUMENTS.items():
            assert row["title"] and row["source"], number
            assert not too_long(LegalDocument, dict(row)), number
            assert row.get("replaced_by", number) in DOCUMENTS
            days = [row[key] for key in ("issued_on", "valid_from", "valid_to") if key in row]
            assert days == sorted(days), number

    def test_each_is_stood_on_or_replaces_or_amends_another(self) -> None:
        used = {basis.number for given in SHIPPED.procedures for basis in given.bases}
        used |= {row["number"] for row in SHIPPED.rights}
        for link in ("replaced_by", "amended_by"):
            used |= {row[link] for row in SHIPPED.documents if link in row}
        named = " ".join([*(given.source for given in SHIPPED.procedures), *(row["source"] for row in SHIPPED.howtos),
                          *(row["text"] for row in SHIPPED.rights)])  # fmt: skip
        assert [number for number, row in DOCUMENTS.items()
                if number not in used and number not in named and "replaced_by" not in row] == []  # fmt: skip


class TestTheRest:
    def test_sectors_have_words_and_fit(self) -> None:
        assert len(SHIPPED.sectors) >= 15
        for row in SHIPPED.sectors:
            assert not too_long(Sector, dict(row))

    def test_howtos_say_what_one_sees_and_what_to_do_else(self) -> None:
        for row in SHIPPED.howtos:
            assert row["source"] and len(row["steps"]) >= 3
            assert not too_long(HowTo, dict(row))
            for step in row["steps"]:
                assert step["success"] and step["trouble"], step["title"]
                assert not too_long(HowToStep, step)

    def test_rights_stand_on_documents_of_the_list(self) -> None:
        for row in SHIPPED.rights:
            assert row["number"] in DOCUMENTS and row["article"], row["slug"]
            assert row["kind"] in Right.Kind.values
            assert not too_long(Right, dict(row))
        if SHIPPED.rights:
            assert {row["kind"] for row in SHIPPED.rights} == set(Right.Kind.values)

    def test_needs_lead_forward_to_procedures_that_are_there(self) -> None:
        for row in SHIPPED.needs:
            named = list(row.get("procedures", []))
            assert not too_long(Need, dict(row))
            for place, question in enumerate(row["questions"], start=1):
                for option in question["options"]:
                    named += option.get("procedures", [])
                    leads_to = option.get("leads_to")
                    assert leads_to is None or place < leads_to <= len(row["questions"])
            assert set(named) <= set(PROCEDURES), row["slug"]
            assert named
            assert not [one for model, values in rows_of(row) for one in too_long(model, values)]
