"""Writes of “Tôi cần…”: made, changed question by question, copied, checked, published, withdrawn.

A need that is public may be changed, but never into one that leads somebody nowhere: such a change is not stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.services.actions.changes import note_guide_change
from lantoa.apps.services.guidance import Finding, findings
from lantoa.apps.services.models import Need, NeedOption, NeedQuestion, Procedure
from lantoa.apps.services.queries.needs import need_guide
from lantoa.core.viettext import fold

_MAX_SLUG = 80


class CannotChangeNeed(ValueError):
    """The need cannot be changed so; the message, in Vietnamese, says why and what to do."""


class NeedChangedMeanwhile(CannotChangeNeed):
    """Somebody stored something else since the form was shown."""

    def __init__(self) -> None:
        super().__init__("Có người vừa sửa nhu cầu này sau khi bạn mở trang.")


class WouldLeadNowhere(CannotChangeNeed):
    """What is public would have these faults."""

    def __init__(self, faults: list[Finding]) -> None:
        super().__init__("Còn lỗi phải sửa nên chưa công khai được; các lỗi nêu ở trang của nhu cầu.")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class GivenOption:
    """An answer as typed; `key` is that of the stored one it replaces."""

    text: str
    advice: str = ""
    procedures: tuple[int, ...] = ()
    leads_to: int | None = None
    ends: bool = False
    key: int | None = None


@dataclass(frozen=True, slots=True)
class GivenQuestion:
    """A question as typed, with its answers in order."""

    text: str
    help: str = ""
    several: bool = False
    options: tuple[GivenOption, ...] = field(default=())


@transaction.atomic
def make_need(*, values: Mapping[str, Any], procedures: Iterable[Procedure], by: Actor, at: datetime) -> Need:
    """Return a new need, not public yet. `values`: title, summary, everyday_words, position, owner."""
    need = Need.objects.create(slug=_free_slug(values["title"]), made_at=at, changed_at=at, **values)
    need.procedures.set(procedures)
    record_act("services.make_need", subject=need, by=by, at=at, detail={"title": need.title})
    return need


@transaction.atomic
def change_need(
    *, need: Need, values: Mapping[str, Any], procedures: Iterable[Procedure], version: int, by: Actor, at: datetime
) -> Need:
    """Return the need with other words and other procedures that it always needs."""
    found = _locked(need, version)
    names = sorted(name for name, value in values.items() if getattr(found, name) != value)
    asked = {one.pk for one in procedures}
    if asked != set(found.procedures.values_list("pk", flat=True)):
        found.procedures.set(asked)
        names.append("procedures")
    if names:
        for name, value in values.items():
            setattr(found, name, value)
        found.save(update_fields=list(values))
        _changed(found, "services.change_need", {"changed": names}, by=by, at=at)
    return found


@transaction.atomic
def save_question(
    *, need: Need, question: NeedQuestion | None, given: GivenQuestion, version: int, by: Actor, at: datetime
) -> NeedQuestion:
    """Return the question with these answers, made at the end where `question` is None; answers not given are gone."""
    found = _locked(need, version)
    if question is None:
        last = found.questions.aggregate(last=Max("position"))["last"] or 0
        row = NeedQuestion(need=found, position=last + 1)
    else:
        row = found.questions.get(pk=question.pk)
    row.text, row.help, row.several = given.text, given.help, given.several
    row.save()
    _store_options(row, given.options)
    act = "services.change_need_question" if question else "services.add_need_question"
    _changed(found, act, {"question": row.position, "options": len(given.options)}, by=by, at=at)
    return row


def _store_options(row: NeedQuestion, given: Iterable[GivenOption]) -> None:
    options = list(given)
    known = {option.pk: option for option in row.options.all()}
    row.options.exclude(pk__in=[one.key for one in options if one.key in known]).delete()
    # Out of the way of one another: a position stands once.
    away = max((option.position for option in known.values()), default=0) + len(options)
    for place, option in enumerate(known.values(), start=1):
        row.options.filter(pk=option.pk).update(position=away + place)
    later = set(row.need.questions.filter(position__gt=row.position).values_list("pk", flat=True))
    for place, one in enumerate(options, start=1):
        if one.leads_to is not None and one.leads_to not in later:
            raise CannotChangeNeed("“Hỏi tiếp câu” chỉ chọn được câu đứng sau; hãy chọn lại.")
        stored = known.get(one.key or 0) or NeedOption(question=row)
        stored.position, stored.text, stored.advice = place, one.text, one.advice
        stored.leads_to_id, stored.ends = one.leads_to, one.ends
        stored.save()
        stored.procedures.set(one.procedures)


@transaction.atomic
def move_question(*, question: NeedQuestion, up: bool, by: Actor, at: datetime) -> bool:
    """Return whether the question has changed places with the one before or after it. Answers that would then lead back
    go to the next question.
    """
    need = _locked(question.need)
    rows = list(need.questions.order_by("position"))
    place = next(place for place, row in enumerate(rows) if row.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    first, second = rows[min(place, other)], rows[max(place, other)]
    NeedOption.objects.filter(question=first, leads_to=second).update(leads_to=None)
    one, two = first.position, second.position
    need.questions.filter(pk=first.pk).update(position=rows[-1].position + 1)
    need.questions.filter(pk=second.pk).update(position=one)
    need.questions.filter(pk=first.pk).update(position=two)
    _changed(need, "services.move_need_question", {"question": one}, by=by, at=at)
    return True


@transaction.atomic
def remove_question(*, question: NeedQuestion, by: Actor, at: datetime) -> int:
    """Return how many answers led to the question that is removed; they go to the next question now."""
    need = _locked(question.need)
    led = NeedOption.objects.filter(leads_to=question).update(leads_to=None)
    need.questions.filter(pk=question.pk).delete()
    for place, row in enumerate(need.questions.order_by("position"), start=1):
        if row.position != place:
            need.questions.filter(pk=row.pk).update(position=place)
    _changed(need, "services.remove_need_question", {"text": question.text[:80], "led": led}, by=by, at=at)
    return led


@transaction.atomic
def copy_need(*, need: Need, values: Mapping[str, Any], by: Actor, at: datetime) -> Need:
    """Return a copy that is not public, with these values of its own (title, owner)."""
    given = {name: getattr(need, name) for name in ("summary", "everyday_words", "position", "owner", "illustrative")}
    given |= values
    made = Need.objects.create(slug=_free_slug(given["title"]), made_at=at, changed_at=at, **given)
    made.procedures.set(need.procedures.all())
    old = list(need.questions.order_by("position").prefetch_related("options__procedures"))
    new = {
        row.pk: NeedQuestion.objects.create(
            need=made, position=row.position, text=row.text, help=row.help, several=row.several
        )
        for row in old
    }
    for row in old:
        for option in row.options.all():
            leads = new[option.leads_to_id] if option.leads_to_id else None
            copied = NeedOption.objects.create(
                question=new[row.pk], position=option.position, text=option.text, advice=option.advice,
                leads_to=leads, ends=option.ends,
            )  # fmt: skip
            copied.procedures.set(option.procedures.all())
    record_act("services.copy_need", subject=made, by=by, at=at, detail={"from": need.slug})
    return made


@transaction.atomic
def check_need(*, need: Need, by: Actor, at: datetime) -> Need:
    """Return the need, said today to be still right by a person."""
    found = _locked(need)
    before = found.checked_on.isoformat() if found.checked_on else None
    found.checked_on = timezone.localdate(at)
    found.save(update_fields=["checked_on"])
    _changed(found, "services.check_need", {"checked_before": before}, by=by, at=at)
    return found


@transaction.atomic
def publish_need(*, need: Need, by: Actor, at: datetime) -> Need:
    """Return the need, shown to the public; WouldLeadNowhere while something must be mended."""
    found = _locked(need)
    if not found.public:
        found.public = True
        found.save(update_fields=["public"])
        _changed(found, "services.publish_need", {"title": found.title}, by=by, at=at)
    return found


@transaction.atomic
def withdraw_need(*, need: Need, by: Actor, at: datetime) -> Need:
    """Return the need, no longer shown to the public."""
    found = _locked(need)
    if found.public:
        found.public = False
        found.save(update_fields=["public"])
        _changed(found, "services.withdraw_need", {"title": found.title}, by=by, at=at)
        note_guide_change(at=at)
    return found


@transaction.atomic
def remove_need(*, need: Need, by: Actor, at: datetime) -> None:
    """Remove a need that is not public, with its questions."""
    found = _locked(need)
    if found.public:
        raise CannotChangeNeed("Nhu cầu đang công khai; hãy thôi công khai rồi mới xóa.")
    record_act("services.remove_need", subject=found, by=by, at=at, detail={"title": found.title, "slug": found.slug})
    NeedOption.objects.filter(question__need=found).update(leads_to=None)
    found.delete()


def _locked(need: Need, version: int | None = None) -> Need:
    found = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    if version is not None and found.version != version:
        raise NeedChangedMeanwhile
    return found


def _changed(found: Need, act: str, detail: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Raise the version, write the act down, and refuse what the public must not meet."""
    found.version, found.changed_at = found.version + 1, at
    found.save(update_fields=["version", "changed_at"])
    record_act(act, subject=found, by=by, at=at, detail=detail)
    if found.public:
        faults = [one for one in findings(need_guide(found, on=timezone.localdate(at)).guide) if one.forbids]
        if faults:
            raise WouldLeadNowhere(faults)
        note_guide_change(at=at)


def _free_slug(title: str) -> str:
    wanted = slugify(fold(title))[: _MAX_SLUG - 4].strip("-") or "nhu-cau"
    taken = set(Need.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
