"""Rounds: made, opened (which freezes the questionnaire), closed, published; and their strata."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.directives.models import Theme
from lantoa.apps.surveys.actions.changes import note_survey_change
from lantoa.apps.surveys.models import Questionnaire, Stratum, SurveyRound
from lantoa.apps.surveys.queries.readiness import missing_before_opening
from lantoa.core.viettext import fold

# What may still change while people answer: nothing of what they are asked, or of whom.
OPEN_VALUES = frozenset({"title", "closes_at", "open_to_all", "previous", "programme"})


class CannotChangeRound(ValueError):
    """The round cannot be changed so; the message, in Vietnamese, says why and what to do."""


class RoundChanged(CannotChangeRound):
    """Somebody else has changed the round since the form was opened."""


@transaction.atomic
def save_round(
    *,
    survey_round: SurveyRound | None = None,
    values: Mapping[str, Any],
    themes: Iterable[Theme] | None = None,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> SurveyRound:
    """Return the round with these values, made anew (a draft) where none is given. RoundChanged where `version` is not
    the stored one; CannotChangeRound for what may not change any more.
    """
    if survey_round is None:
        made_by = by if isinstance(by, User) else None
        made = SurveyRound(slug=_free_slug(values["title"]), made_by=made_by, made_at=at, **values)
        made.save(force_insert=True)
        made.themes.set(themes or [])
        record_act("surveys.make_round", subject=made, by=by, at=at, detail={"title": made.title})
        return made
    held = _held(survey_round)
    if version is not None and held.version != version:
        raise RoundChanged("Người khác vừa sửa đợt khảo sát này. Hãy xem lại bản mới rồi lưu lần nữa.")
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    _check_change(held, set(changed), at=at)
    for name, value in changed.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    if themes is not None:
        held.themes.set(themes)
    record_act("surveys.change_round", subject=held, by=by, at=at, detail={"changed": sorted(changed)})
    if held.state != SurveyRound.State.DRAFT:
        note_survey_change(held, at=at)
    return held


def _held(survey_round: SurveyRound) -> SurveyRound:
    return SurveyRound.objects.select_for_update(of=("self",)).select_related("questionnaire").get(pk=survey_round.pk)


def _check_change(held: SurveyRound, names: set[str], *, at: datetime) -> None:
    if held.state == SurveyRound.State.DRAFT:
        return
    allowed = OPEN_VALUES if held.state == SurveyRound.State.OPEN else frozenset({"previous"})
    if names - allowed:
        raise CannotChangeRound(
            "Đợt khảo sát đã mở: chỉ còn sửa được tên, ngày khóa, trang mở cho mọi người và đợt so sánh."
            if held.state == SurveyRound.State.OPEN
            else "Đợt khảo sát đã khóa: chỉ còn sửa được đợt so sánh."
        )


def _free_slug(title: str) -> str:
    """Return an address made of the title that no round has yet."""
    base = slugify(fold(title))[:70].strip("-") or "dot-khao-sat"
    taken = set(SurveyRound.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for place in range(len(taken) + 2) if (slug := f"{base}-{place}" if place else base) not in taken)


@transaction.atomic
def open_round(*, survey_round: SurveyRound, by: Actor, at: datetime) -> SurveyRound:
    """Return the round open; its questionnaire is frozen from now on. CannotChangeRound, with all that is missing,
    where it cannot open.
    """
    held = _held(survey_round)
    if held.state != SurveyRound.State.DRAFT:
        raise CannotChangeRound("Đợt khảo sát này đã mở trước đó.")
    if missing := missing_before_opening(held, at=at):
        raise CannotChangeRound(" ".join(missing))
    Questionnaire.objects.filter(pk=held.questionnaire_id, frozen_at=None).update(frozen_at=at)
    held.state = SurveyRound.State.OPEN
    held.version += 1
    held.save(update_fields=["state", "version"])
    record_act("surveys.open_round", subject=held, by=by, at=at, detail={"title": held.title})
    note_survey_change(held, at=at)
    return held


@transaction.atomic
def close_round(*, survey_round: SurveyRound, by: Actor, at: datetime) -> SurveyRound:
    """Return the round closed: no answer is taken any more. One that is closed already stays so; CannotChangeRound for
    a draft.
    """
    held = _held(survey_round)
    if held.state == SurveyRound.State.DRAFT:
        raise CannotChangeRound("Đợt khảo sát chưa mở nên không khóa được.")
    if held.state != SurveyRound.State.OPEN:
        return held
    held.state = SurveyRound.State.CLOSED
    held.version += 1
    if held.opens_at < at < held.closes_at:
        held.closes_at = at
    held.save(update_fields=["state", "version", "closes_at"])
    detail = {"title": held.title, "responses": held.responses.count()}
    record_act("surveys.close_round", subject=held, by=by, at=at, detail=detail)
    note_survey_change(held, at=at)
    return held


@transaction.atomic
def publish_round(*, survey_round: SurveyRound, by: Actor, at: datetime) -> SurveyRound:
    """Return the round published: everybody may read its results. CannotChangeRound unless it is closed."""
    held = _held(survey_round)
    if held.state == SurveyRound.State.PUBLISHED:
        return held
    if held.state != SurveyRound.State.CLOSED:
        raise CannotChangeRound("Hãy khóa đợt khảo sát trước rồi mới công bố kết quả.")
    held.state, held.published_at = SurveyRound.State.PUBLISHED, at
    held.version += 1
    held.save(update_fields=["state", "published_at", "version"])
    record_act("surveys.publish_round", subject=held, by=by, at=at, detail={"title": held.title})
    note_survey_change(held, at=at)
    return held


@transaction.atomic
def remove_round(*, survey_round: SurveyRound, by: Actor, at: datetime) -> None:
    """Delete a draft; CannotChangeRound for one that was ever open."""
    held = _held(survey_round)
    if held.state != SurveyRound.State.DRAFT or held.responses.exists():
        raise CannotChangeRound("Chỉ xóa được bản nháp; đợt đã mở thì giữ lại.")
    record_act("surveys.remove_round", subject=held, by=by, at=at, detail={"title": held.title})
    held.tickets.all().delete()
    held.delete()


@transaction.atomic
def save_stratum(
    *, survey_round: SurveyRound, stratum: Stratum | None = None, values: Mapping[str, Any], by: Actor, at: datetime
) -> Stratum:
    """Return the stratum of the round with these values (agency, procedure, quota, population, source).

    CannotChangeRound where the round is closed, the agency and procedure are a stratum already, or people already
    answered for another one.
    """
    held = _held(survey_round)
    if held.state not in {SurveyRound.State.DRAFT, SurveyRound.State.OPEN}:
        raise CannotChangeRound("Đợt khảo sát đã khóa nên không sửa nhóm mẫu được nữa.")
    same = held.strata.filter(agency=values["agency"], procedure=values.get("procedure"))
    if any(other != stratum for other in same):
        raise CannotChangeRound("Đợt này đã có nhóm mẫu của cơ quan và thủ tục ấy.")
    moved = stratum and (
        stratum.agency_id != values["agency"].pk or stratum.procedure_id != getattr(values.get("procedure"), "pk", None)
    )
    if moved and stratum and stratum.tickets.exists():
        raise CannotChangeRound("Nhóm mẫu này đã phát phiếu mời nên không đổi sang cơ quan, thủ tục khác được.")
    if values.get("population") is not None and not values.get("source"):
        raise CannotChangeRound("Hãy ghi nguồn của số lượt giải quyết hồ sơ.")
    row = stratum or Stratum(round=held)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    detail = {"agency": row.agency.short_name, "quota": row.quota, "population": row.population}
    record_act("surveys.save_stratum", subject=row, by=by, at=at, detail=detail)
    return row


@transaction.atomic
def remove_stratum(*, stratum: Stratum, by: Actor, at: datetime) -> None:
    """Delete a stratum for which no ticket was made; CannotChangeRound otherwise."""
    if stratum.tickets.exists():
        raise CannotChangeRound("Nhóm mẫu này đã phát phiếu mời nên không xóa được.")
    record_act("surveys.remove_stratum", subject=stratum, by=by, at=at, detail={"agency": stratum.agency.short_name})
    stratum.delete()
