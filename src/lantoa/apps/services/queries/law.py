"""Reads of documents of law, sectors, rights and step-by-step pages, for the office."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.services.models import HowTo, LegalDocument, Procedure, ProcedureBasis, Right, Sector
from lantoa.apps.services.queries.keepers import PROVINCE_KEEPERS, SERVICE_READERS, procedures_seen_by


def documents_for_list() -> QuerySet[LegalDocument]:
    """Return the documents with what replaced them and how many procedures and rights stand on each."""
    return LegalDocument.objects.select_related("replaced_by").annotate(
        procedure_count=Count("procedure_bases__procedure", distinct=True), right_count=Count("rights", distinct=True)
    )


def gone_but_used(rows: QuerySet[LegalDocument], *, today: date) -> QuerySet[LegalDocument]:
    """Return those that no longer hold on the day while a procedure in use or a public right stands on them."""
    holding = LegalDocument.objects.holding_on(today).order_by().values("pk")
    bases = ProcedureBasis.objects.filter(document=OuterRef("pk")).exclude(procedure__state=Procedure.State.RETIRED)
    rights = Right.objects.filter(document=OuterRef("pk"), public=True)
    return rows.exclude(pk__in=holding).filter(Exists(bases) | Exists(rights))


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a document: procedures that the person may see, and rights."""

    procedures: tuple[ProcedureBasis, ...]
    rights: tuple[Right, ...]


def standing_on(document: LegalDocument, user: User | AnonymousUser) -> Standing:
    """Return what stands on the document. Two queries."""
    bases = document.procedure_bases.filter(procedure__in=procedures_seen_by(user)).select_related("procedure")
    return Standing(tuple(bases.order_by("procedure__plain_title", "pk")), tuple(document.rights.all()))


def sectors_for_list() -> QuerySet[Sector]:
    """Return the sectors in their order with how many public procedures each has."""
    public = Q(procedures__state=Procedure.State.PUBLISHED)
    return Sector.objects.annotate(procedure_count=Count("procedures", filter=public)).order_by("position", "name")


def rights_for_list() -> QuerySet[Right]:
    """Return rights and duties, as the kinds stand, with their documents."""
    return Right.objects.select_related("document__replaced_by").order_by("kind", "position", "title")


def howtos_seen_by(user: User | AnonymousUser) -> QuerySet[HowTo]:
    """Return the step-by-step pages a person may look at in the office: all, or those that the own agency keeps."""
    roles = roles_of(user)
    if roles & (SERVICE_READERS - {Role.FOCAL_OFFICER}):
        return HowTo.objects.all()
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    return HowTo.objects.filter(owner=agency) if agency else HowTo.objects.none()


def may_keep_howto(user: User | AnonymousUser, howto: HowTo) -> bool:
    """Return whether the person may change the page and say that it is right."""
    roles = roles_of(user)
    if roles & PROVINCE_KEEPERS:
        return True
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    return agency is not None and howto.owner_id == agency.pk
