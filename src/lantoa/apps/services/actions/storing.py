"""How a given procedure is laid down in the tables; used by the actions, inside their transaction."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.text import slugify

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.services.models import (
    Fee,
    LegalDocument,
    Procedure,
    ProcedureBasis,
    ProcedureStep,
    Requirement,
    Sector,
)
from lantoa.apps.services.procedure_files.given import GivenBasis, GivenProcedure
from lantoa.core.viettext import fold, to_nfc

# Those of a given procedure that stand in the row as they are.
PLAIN = (
    "code", "name", "plain_title", "level", "online", "summary", "who", "where", "time_words", "working_days",
    "fee_words", "result", "notes", "portal_address", "source", "checked_on", "valid_from", "valid_to",
)  # fmt: skip


class CannotChangeProcedure(ValueError):
    """The procedure cannot be stored so; the message, in Vietnamese, says why and what to do."""


class ChangedMeanwhile(CannotChangeProcedure):
    """Somebody else has stored something since the form was opened."""

    def __init__(self) -> None:
        super().__init__("Thủ tục vừa được người khác sửa sau lúc bạn mở trang.")


def row_values(given: GivenProcedure) -> dict[str, Any]:
    """Return the columns of the row; CannotChangeProcedure for a sector or an owner that is not there."""
    sector = Sector.objects.filter(slug=given.sector).first()
    if sector is None:
        raise CannotChangeProcedure(f"Không có lĩnh vực “{given.sector}”; hãy chọn lĩnh vực trong danh mục.")
    owner = Agency.objects.filter(slug=given.owner).first() if given.owner else None
    if given.owner and owner is None:
        raise CannotChangeProcedure(f"Không có cơ quan “{given.owner}” trong danh bạ; hãy chọn cơ quan giữ nội dung.")
    values = {name: getattr(given, name) for name in PLAIN}
    values = {name: to_nfc(value).strip() if isinstance(value, str) else value for name, value in values.items()}
    words = [to_nfc(word).strip() for word in given.everyday_words if word.strip()]
    folded = "\n".join(dict.fromkeys(fold(word) for word in (given.plain_title, given.name, given.code, *words)))
    return values | {"sector": sector, "owner": owner, "everyday_words": words, "folded": folded}


def free_slug(given: GivenProcedure) -> str:
    """Return the slug given, or one made of the plain title that no other procedure has."""
    wanted = given.slug or slugify(fold(given.plain_title))[:70] or "thu-tuc"
    taken = set(Procedure.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    if given.slug:
        raise CannotChangeProcedure(f"Mã “{given.slug}” đã có thủ tục khác dùng; hãy đặt mã khác.")
    return next(name for place in range(2, len(taken) + 3) if (name := f"{wanted}-{place}") not in taken)


def check_code(given: GivenProcedure, *, but: Procedure | None = None) -> None:
    """Raise CannotChangeProcedure where another procedure has this code of the national database."""
    others = Procedure.objects.filter(code=given.code).exclude(pk__in=[but.pk] if but else [])
    if given.code and (other := others.first()):
        raise CannotChangeProcedure(f"Mã {given.code} đã là mã của thủ tục “{other}”; hãy kiểm tra lại mã.")


def store_parts(procedure: Procedure, given: GivenProcedure, *, by: Actor, at: datetime) -> None:
    """Lay down papers, steps, fees and bases in their order in place of those that were there."""
    models_of: dict[type[models.Model], Iterable[dict[str, Any]]] = {
        Requirement: (
            {"name": one.name, "only_if": one.only_if, "copies": one.copies, "note": one.note}
            for one in given.requirements
        ),
        ProcedureStep: ({"text": text} for text in given.steps),
        Fee: (
            {"name": one.name, "amount_dong": one.amount_dong, "online_dong": one.online_dong, "note": one.note}
            for one in given.fees
        ),
    }
    for model, rows in models_of.items():
        kept: Any = model._default_manager
        kept.filter(procedure=procedure).delete()
        kept.bulk_create(model(procedure=procedure, position=place, **row) for place, row in enumerate(rows, start=1))
    ProcedureBasis.objects.filter(procedure=procedure).delete()
    documents = documents_of(given.bases, by=by, at=at)
    pairs = dict.fromkeys((documents[basis.number], basis.article) for basis in given.bases)
    ProcedureBasis.objects.bulk_create(
        ProcedureBasis(procedure=procedure, document=document, article=article) for document, article in pairs
    )


def documents_of(bases: Iterable[GivenBasis], *, by: Actor, at: datetime) -> dict[str, LegalDocument]:
    """Return the documents of law by number; one that is not in the list, and whose title is given, is put there as
    not verified. CannotChangeProcedure for one without a title.
    """
    wanted = {basis.number: basis.title for basis in bases}
    found = {document.number: document for document in LegalDocument.objects.filter(number__in=wanted)}
    for number, title in wanted.items():
        if number in found:
            continue
        if not title:
            raise CannotChangeProcedure(
                f"Văn bản {number} chưa có trong danh mục văn bản pháp luật; hãy ghi thêm trích yếu, hoặc thêm văn bản"
                " vào danh mục trước."
            )
        found[number] = LegalDocument.objects.create(number=number, title=title, unverified=True)
        record_act("services.add_document", subject=found[number], by=by, at=at, detail={"number": number})
    return found


def checked_day(given: GivenProcedure, at: date) -> date | None:
    """Return the day of the check as given, never one that has not come yet."""
    return min(given.checked_on, at) if given.checked_on else None
