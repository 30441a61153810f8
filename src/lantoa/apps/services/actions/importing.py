"""Writes of procedures from a file: kept to be looked at, then the good ones stored as they were looked at."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.services.actions.procedures import CannotChangeProcedure, change_procedure, make_procedure
from lantoa.apps.services.models import ProcedureImport
from lantoa.apps.services.procedure_files.documents import looks_like_json, read_json
from lantoa.apps.services.procedure_files.records import ReadProcedure
from lantoa.apps.services.procedure_files.workbook import read_workbook
from lantoa.apps.services.queries.import_plan import PlannedProcedure, PlanState, ProcedurePlan, procedure_plan

# Long enough to have a colleague look at it; afterwards nothing of the file is kept.
KEPT = timedelta(hours=24)
MOST_PROCEDURES = 3_000
_FORMS = ProcedureImport.Form


class CannotImport(ValueError):
    """The file cannot be taken; the message, in Vietnamese, says why and what to do."""


class GuideChanged(CannotImport):
    """The guide is no longer the one that was compared with the file; the new comparison is to be looked at."""


@transaction.atomic
def upload_procedures(*, data: bytes, file_name: str, by: User, at: datetime) -> ProcedureImport:
    """Return the kept file with its procedures as read; none is stored.

    UnreadableFile, BadFile or CannotImport for a file without procedures.
    """
    form, read = _read(data, file_name)
    if not read:
        raise CannotImport("Không thấy thủ tục nào trong tệp; hãy điền từ dòng thứ hai của tệp mẫu.")
    if len(read) > MOST_PROCEDURES:
        raise CannotImport(f"Tệp có {len(read)} thủ tục, nhiều hơn {MOST_PROCEDURES}; hãy chia thành nhiều tệp.")
    kept = ProcedureImport.objects.create(
        form=form,
        file_name=file_name[-250:],
        file_sha256=hashlib.sha256(data).hexdigest(),
        items=[one.as_data() for one in read],
        uploaded_by=by,
        uploaded_at=at,
        expires_at=at + KEPT,
    )
    detail = {"file": kept.file_name, "sha256": kept.file_sha256, "procedures": len(read)}
    record_act("services.upload_procedures", subject=kept, by=by, at=at, detail=detail)
    return kept


def _read(data: bytes, file_name: str) -> tuple[ProcedureImport.Form, list[ReadProcedure]]:
    """Return the form of a file, told by its bytes, and its procedures."""
    if looks_like_json(data):
        return _FORMS.JSON, read_json(data)
    return _FORMS.WORKBOOK, read_workbook(tables_of(data, name=file_name))


def plan_of(kept: ProcedureImport, *, at: datetime) -> ProcedurePlan:
    """Return what a kept file would do to the guide as it is now."""
    return procedure_plan(kept, today=timezone.localdate(at))


@transaction.atomic
def apply_import(
    *, kept: ProcedureImport, plan_sha256: str, by: User, at: datetime, published: bool = False
) -> dict[str, int]:
    """Return how many procedures were made, changed, left alike, and left over with errors.

    New ones are drafts unless `published`; those that are alike are not touched. What is left over stays with the
    file, to be downloaded and mended. GuideChanged when the guide has changed since the plan was looked at;
    CannotImport when the file has expired or was applied before.
    """
    kept = ProcedureImport.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    if kept.applied_at:
        raise CannotImport("Tệp này đã được nhập; hãy tải lên tệp mới.")
    if kept.expires_at < at:
        raise CannotImport("Bản xem trước đã quá hạn; hãy tải tệp lên lại.")
    plan = plan_of(kept, at=at)
    if plan.sha256 != plan_sha256:
        raise GuideChanged("Cẩm nang đã thay đổi từ lúc bạn xem; hãy xem lại so sánh mới dưới đây rồi nhập.")
    left = plan.of(PlanState.BAD)
    stored = {PlanState.NEW: 0, PlanState.CHANGED: 0}
    for one in [*plan.of(PlanState.NEW), *plan.of(PlanState.CHANGED)]:
        try:
            with transaction.atomic():
                _store(one, by=by, at=at, published=published)
        except CannotChangeProcedure as error:
            left.append(one)
            kept.items[one.number - 1]["errors"].append(["", str(error)])
        else:
            stored[one.state] += 1
    return _applied(kept, plan, stored, left, by=by, at=at)


def _store(one: PlannedProcedure, *, by: User, at: datetime, published: bool) -> None:
    if one.given is None:
        raise CannotChangeProcedure("Thủ tục còn lỗi nên chưa lưu được.")
    if one.stored is None:
        make_procedure(given=one.given, by=by, at=at, published=published)
    else:
        change_procedure(procedure=one.stored, given=one.given, version=one.stored.version, by=by, at=at)


def _applied(
    kept: ProcedureImport, plan: ProcedurePlan, stored: dict[PlanState, int], left: list[PlannedProcedure], *,
    by: User, at: datetime,
) -> dict[str, int]:  # fmt: skip
    kept.applied_at = at
    counts = {
        "made": stored[PlanState.NEW],
        "changed": stored[PlanState.CHANGED],
        "same": len(plan.of(PlanState.SAME)),
        "left": len(left),
    }
    kept.counts = counts
    kept.items = [_left_item(one, kept.items[one.number - 1]) for one in left]
    kept.save(update_fields=["applied_at", "counts", "items"])
    detail: dict[str, Any] = {"file": kept.file_name, "sha256": kept.file_sha256, "counts": kept.counts}
    record_act("services.import_procedures", subject=kept, by=by, at=at, detail=detail)
    return counts


def _left_item(one: PlannedProcedure, item: dict[str, Any]) -> dict[str, Any]:
    return item | {"errors": [list(error) for error in one.errors] or item["errors"]}


def forget_expired_imports(*, at: datetime) -> int:
    """Return how many uploaded files were forgotten: those not applied in time are deleted, of the others what was
    left over.
    """
    expired = ProcedureImport.objects.filter(expires_at__lt=at)
    forgotten, _ = expired.filter(applied_at=None).delete()
    return forgotten + expired.exclude(items=[]).update(items=[])
