"""The data of indices that ships: loaded once, brought up to date by loading again; what people entered stays."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.indices.actions.changes import note_index_change
from lantoa.apps.indices.actions.loading_values import load_values
from lantoa.apps.indices.actions.shipped_rows import BadIndices, Row, read_file, table, value_rows
from lantoa.apps.indices.actions.stock import Stock, edited_rows
from lantoa.apps.indices.models import (
    Annotation,
    Component,
    Edition,
    Entity,
    EntitySuccession,
    Index,
    IndexSource,
    ScaleVersion,
    Value,
)

DATA = Path(__file__).parent.parent / "data"
# Annotations of the files stand behind those that people write, and are known by their place.
_FIRST_POSITION = 100
_SOURCE = ("slug", "title", "address", "publisher", "note")
_ENTITY = ("slug", "name", "short_name", "aliases", "kind", "is_home", "source", "note")
_INDEX = (
    "slug", "name", "short_name", "other_names", "kind", "publisher", "position", "higher_is_better", "who_measures",
    "how_measured", "what_it_means",
)  # fmt: skip
_SCALE = (
    "slug", "name", "year_from", "year_to", "lowest", "highest", "unit", "decimals", "rule", "note", "unverified",
)  # fmt: skip
_COMPONENT = ("code", "name", "short_name", "weight", "highest", "plain_words", "unverified")
_EDITION = (
    "year_measured", "decision", "ranked_count", "ranked_top", "method_break", "method_break_note", "unverified",
    "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each kind there are now, and what this loading did."""

    sources: int
    entities: int
    indices: int
    editions: int
    # Current values, and among them the reasons why there is none.
    values: int
    absences: int
    # Rows of definitions (sources, entities, scales, editions …) made or changed now.
    changed: int
    entered: int
    corrected: int
    # Rows that the files would have changed but people have changed before: left as they are.
    kept: int


def load_indices(*, folder: Path = DATA, by: User | None, at: datetime) -> Loaded:
    """Return how many rows there are after bringing the stored indices in line with the files of the folder.

    Rows are known by their slugs, codes and years: loading twice changes nothing. A value that differs from the one
    loaded before replaces it in a vintage of its own, a new one is added; nothing is ever deleted. What a person has
    changed (the audit trail says so) or entered stays as it is. Editions are made public when they are made, and only
    then. BadIndices, naming file and row, for anything the files do not say well; nothing is stored then.
    """
    files = {name: read_file(folder, name) for name in ("sources.toml", "entities.toml", "indices.toml", "values.toml")}
    digest = hashlib.sha256((folder / "values.toml").read_bytes()).hexdigest()
    try:
        with transaction.atomic():
            return _load(files, digest, by=by, at=at)
    except IntegrityError as error:
        raise BadIndices(f"Dữ liệu trái với ràng buộc của cơ sở dữ liệu: {error}.") from error


def _load(files: Mapping[str, Mapping[str, Any]], digest: str, *, by: User | None, at: datetime) -> Loaded:
    stock = Stock(edited=edited_rows())
    sources = _sources(stock, table(files["sources.toml"], "sources.toml", "source"))
    entities = _entities(stock, table(files["entities.toml"], "entities.toml", "entity"))
    _successions(stock, table(files["entities.toml"], "entities.toml", "succession"), entities)
    rows = table(files["indices.toml"], "indices.toml", "index")
    indices = _indices(stock, rows, sources)
    scales = _scales(stock, rows, indices, sources)
    _components(stock, rows, indices, scales, sources)
    _editions(stock, rows, indices, scales, sources, at=at)
    _annotations(stock, rows, indices, sources)
    values = load_values(
        list(value_rows(files["values.toml"])), sources=sources, entities=entities, digest=digest, by=by, at=at
    )
    if stock.changed:
        for index in indices.values():
            note_index_change(index, at=at)
    current = Value.objects.current()
    loaded = Loaded(
        sources=len(sources), entities=len(entities), indices=len(indices), editions=Edition.objects.count(),
        values=current.count(), absences=current.exclude(absence="").count(), changed=stock.changed,
        entered=values.entered, corrected=values.corrected, kept=stock.kept + values.kept,
    )  # fmt: skip
    if stock.changed or values.entered:
        detail = {"changed": stock.changed, "entered": values.entered, "corrected": values.corrected, "sha256": digest}
        record_act("indices.load_indices", subject=next(iter(indices.values())), by=by, at=at, detail=detail)
    return loaded


def _said(row: Row, names: tuple[str, ...], *also: str) -> dict[str, Any]:
    """Return what the row says of the fields of these names; `also` are keys that mean something else."""
    row.only(frozenset((*names, *also)))
    return {
        name: row.said[name].strip() if isinstance(row.said[name], str) else row.said[name]
        for name in names
        if name in row.said
    }


def _source(row: Row, sources: Mapping[str, IndexSource], key: str = "source") -> dict[str, Any]:
    found = row.known(key, sources, "nguồn")
    return {"source_id": found.pk} if found else {}


def _sources(stock: Stock, rows: list[Row]) -> dict[str, IndexSource]:
    if not rows:
        raise BadIndices("sources.toml: không có nguồn nào.")
    wanted = {
        row.need("slug"): (row, {**_said(row, _SOURCE, "read_on"), **_day(row, "read_on"), "title": row.need("title")})
        for row in rows
    }
    return stock.bring(IndexSource, {one.slug: one for one in IndexSource.objects.all()}, wanted)


def _day(row: Row, key: str) -> dict[str, Any]:
    return {key: row.day(key)} if key in row.said else {}


def _entities(stock: Stock, rows: list[Row]) -> dict[str, Entity]:
    found = {one.slug: one for one in Entity.objects.all()}
    named = {row.need("slug"): row for row in rows}
    for key in (None, "parent"):
        wanted = {}
        for slug, row in named.items():
            said = _said(row, _ENTITY, "parent", "valid_from", "valid_to")
            said |= {**_day(row, "valid_from"), **_day(row, "valid_to")}
            said.setdefault("short_name", row.need("name"))
            if key and (parent := row.known(key, found, "đối tượng")):
                said["parent_id"] = parent.pk
            wanted[slug] = (row, said)
        found = stock.bring(Entity, found, wanted)
    return found


def _successions(stock: Stock, rows: list[Row], entities: Mapping[str, Entity]) -> None:
    wanted = {}
    for row in rows:
        _said(row, (), "from", "to", "on", "source")
        row.need("from"), row.need("to"), row.need("on")
        before, after = row.known("from", entities, "đối tượng"), row.known("to", entities, "đối tượng")
        key = (before.pk, after.pk)
        values = {"predecessor_id": key[0], "successor_id": key[1], "on": row.day("on"), "source": row.need("source")}
        wanted[key] = (row, values)
    found = {(one.predecessor_id, one.successor_id): one for one in EntitySuccession.objects.all()}
    stock.bring(EntitySuccession, found, wanted)


def _indices(stock: Stock, rows: list[Row], sources: Mapping[str, IndexSource]) -> dict[str, Index]:
    wanted = {}
    explained = {}
    for row in rows:
        wanted[row.need("slug")] = (row, _said(row, _INDEX, "explainer_sources", "scale", "edition", "annotation"))
        names = row.said.get("explainer_sources", [])
        explained[row.said["slug"]] = [
            Row(row.place, {"nguon": name}).known("nguon", sources, "nguồn") for name in names
        ]
    indices = stock.bring(Index, {one.slug: one for one in Index.objects.all()}, wanted)
    for slug, wanted_sources in explained.items():
        index = indices[slug]
        if not stock.is_edited(index) and set(index.explainer_sources.all()) != set(wanted_sources):
            index.explainer_sources.set(wanted_sources)
            stock.touch(index)
    return {slug: indices[slug] for slug in wanted}


def _scales(
    stock: Stock, rows: list[Row], indices: Mapping[str, Index], sources: Mapping[str, IndexSource]
) -> dict[tuple[int, str], ScaleVersion]:
    wanted = {}
    for row in rows:
        index = indices[row.said["slug"]]
        for scale in row.below("scale", "thang đo"):
            said = {"index_id": index.pk, **_said(scale, _SCALE, "source", "component"), **_source(scale, sources)}
            wanted[index.pk, scale.need("slug")] = (scale, said)
    found = {(one.index_id, one.slug): one for one in ScaleVersion.objects.all()}
    return stock.bring(ScaleVersion, found, wanted)


def _components(
    stock: Stock,
    rows: list[Row],
    indices: Mapping[str, Index],
    scales: Mapping[tuple[int, str], ScaleVersion],
    sources: Mapping[str, IndexSource],
) -> None:
    """The first of a scale is its total; the others are parts of it, or of the one they name."""
    found = {(one.scale_id, one.code): one for one in Component.objects.all()}
    totals, parts = {}, []
    for row in rows:
        for scale_row in row.below("scale", "thang đo"):
            scale = scales[indices[row.said["slug"]].pk, scale_row.said["slug"]]
            total = None
            for position, part in enumerate(scale_row.below("component", "thành phần")):
                key = (scale.pk, part.need("code"))
                said = {"scale_id": scale.pk, "position": position, **_said(part, _COMPONENT, "source", "parent")}
                said |= _source(part, sources)
                said.setdefault("short_name", part.need("name"))
                if total is None:
                    total, totals[key] = key, (part, said)
                else:
                    parts.append((key, part, said, (scale.pk, part.said.get("parent", total[1]))))
    found = stock.bring(Component, found, totals)
    for level in (False, True):
        wanted = {
            key: (part, {**said, "parent_id": _parent(part, found, parent)})
            for key, part, said, parent in parts
            if ("parent" in part.said) == level
        }
        found = stock.bring(Component, found, wanted)


def _parent(row: Row, found: Mapping[tuple[int, str], Component], key: tuple[int, str]) -> int:
    if key not in found:
        raise row.fault(f"thành phần “{key[1]}” (parent) không có.")
    return found[key].pk


def _editions(
    stock: Stock,
    rows: list[Row],
    indices: Mapping[str, Index],
    scales: Mapping[tuple[int, str], ScaleVersion],
    sources: Mapping[str, IndexSource],
    *,
    at: datetime,
) -> None:
    wanted = {}
    for row in rows:
        index = indices[row.said["slug"]]
        own = {slug: scale for (index_pk, slug), scale in scales.items() if index_pk == index.pk}
        for edition in row.below("edition", "kỳ công bố"):
            said = {"index_id": index.pk, **_said(edition, _EDITION, "source", "scale", "published_on")}
            said |= {**_source(edition, sources), **_day(edition, "published_on")}
            edition.need("scale")
            said["scale_id"] = edition.known("scale", own, "thang đo").pk
            key = (index.pk, edition.need("year_measured"))
            if key in wanted:
                raise edition.fault(f"năm {key[1]} đã có kỳ ở trên.")
            wanted[key] = (edition, said)
    found = {(one.index_id, one.year_measured): one for one in Edition.objects.all()}
    stock.bring(Edition, found, wanted, only_new={"opened_at": at})


def _annotations(
    stock: Stock, rows: list[Row], indices: Mapping[str, Index], sources: Mapping[str, IndexSource]
) -> None:
    editions = {(one.index_id, one.year_measured): one.pk for one in Edition.objects.all()}
    wanted = {}
    for row in rows:
        index = indices[row.said["slug"]]
        for position, note in enumerate(row.below("annotation", "chú thích"), start=_FIRST_POSITION):
            said = {"index_id": index.pk, "position": position, **_said(note, ("text",), "source", "year")}
            said |= _source(note, sources)
            if "year" in note.said:
                said["edition_id"] = note.known(
                    "year", {y: pk for (i, y), pk in editions.items() if i == index.pk}, "kỳ"
                )
            note.need("text"), note.need("source")
            wanted[index.pk, position] = (note, said)
    found = {(one.index_id, one.position): one for one in Annotation.objects.filter(position__gte=_FIRST_POSITION)}
    stock.bring(Annotation, found, wanted)
