"""The service guide for tests: sectors, procedures with everything, step-by-step pages, needs, rights."""

from datetime import date, datetime
from typing import Any

import factory

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


class SectorFactory(factory.django.DjangoModelFactory[Sector]):
    class Meta:
        model = Sector
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda place: f"linh-vuc-{place}")
    name = factory.LazyAttribute(lambda row: f"Lĩnh vực {row.slug}")


class LegalDocumentFactory(factory.django.DjangoModelFactory[LegalDocument]):
    class Meta:
        model = LegalDocument
        django_get_or_create = ("number",)

    number = factory.Sequence(lambda place: f"{place}/2014/QH13")
    title = "Luật thử"
    issuer = "Quốc hội"
    valid_from = date(2016, 1, 1)


def make_procedure(*, at: datetime, **values: Any) -> Procedure:
    """Return a public procedure with a paper, two steps, a fee and its place in the law."""
    place = Procedure.objects.count() + 1
    given: dict[str, Any] = {
        "slug": f"thu-tuc-{place}", "name": f"Đăng ký khai sinh {place}", "plain_title": f"Làm giấy khai sinh {place}",
        "level": "commune", "online": "whole", "summary": "Ghi tên trẻ vào sổ hộ tịch.", "source": "Luật Hộ tịch 2014",
        "state": Procedure.State.PUBLISHED, "checked_on": at.date(), "made_at": at, "changed_at": at,
    }  # fmt: skip
    if "sector" not in values:
        given["sector"] = SectorFactory()
    procedure: Procedure = Procedure.objects.create(**(given | values))
    Requirement.objects.create(procedure=procedure, position=1, name="Giấy chứng sinh")
    for position, text in enumerate(("Nộp hồ sơ.", "Nhận giấy khai sinh."), start=1):
        ProcedureStep.objects.create(procedure=procedure, position=position, text=text)
    Fee.objects.create(procedure=procedure, position=1, name="Đăng ký đúng hạn", amount_dong=0)
    ProcedureBasis.objects.create(procedure=procedure, document=LegalDocumentFactory(), article="Điều 16")
    return procedure


def make_howto(*, at: datetime, **values: Any) -> HowTo:
    """Return a public step-by-step page of two steps."""
    place = HowTo.objects.count() + 1
    given = {"slug": f"cach-{place}", "title": f"Cách làm {place}", "summary": "Từng bước.", "source": "tự viết",
             "public": True, "made_at": at, "changed_at": at}  # fmt: skip
    howto: HowTo = HowTo.objects.create(**(given | values))
    for position in (1, 2):
        HowToStep.objects.create(howto=howto, position=position, title=f"Bước {position}", text="Làm thế này.")
    return howto


def make_need(*, at: datetime, procedure: Procedure | None = None, **values: Any) -> Need:
    """Return a public need of one question with two options: a procedure, and advice."""
    place = Need.objects.count() + 1
    given = {"slug": f"nhu-cau-{place}", "title": f"sinh con {place}", "public": True, "made_at": at, "changed_at": at}
    need: Need = Need.objects.create(**(given | values))
    question = NeedQuestion.objects.create(need=need, position=1, text="Cháu đã có giấy chứng sinh chưa?")
    for position, text in enumerate(("Có", "Chưa"), start=1):
        advice = "" if position == 1 else "Hãy xin giấy chứng sinh ở nơi sinh."
        option = NeedOption.objects.create(question=question, position=position, text=text, advice=advice)
        if position == 1:
            option.procedures.add(procedure or make_procedure(at=at))
    return need


def make_right(*, at: datetime, **values: Any) -> Right:
    """Return a public entry of rights and duties."""
    place = Right.objects.count() + 1
    given = {"slug": f"quyen-{place}", "kind": Right.Kind.OFFICIAL_DUTY, "title": f"Điều {place}",
             "text": "Phải xin lỗi.", "public": True, "changed_at": at}  # fmt: skip
    if "document" not in values:
        given["document"] = LegalDocumentFactory()
    right: Right = Right.objects.create(**(given | values))
    return right
