"""Coverage's place in the back office."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, roles_of
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.presenters.evidence import ReadyEvidence
from lantoa.apps.base.backoffice import Panel
from lantoa.apps.broadcasts.queries.airings_counted import Outcome
from lantoa.apps.coverage.asked_views import READERS
from lantoa.apps.coverage.models import Decision
from lantoa.apps.coverage.presenters.airings import ready_evidence
from lantoa.apps.coverage.queries import airing_evidence, matches_by_decision
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.harvest.queries import denominator
from lantoa.apps.indices.models import Edition


@hooks.register("register_admin_urls")
def coverage_urls() -> list[URLPattern | URLResolver]:
    return [path("", include("lantoa.apps.coverage.urls"))]


@hooks.register("register_admin_menu_item")
def proposals_menu() -> MenuItem:
    return RoleMenuItem("Bài chờ xác nhận", "coverage:proposals", icon="circle-check", order=120, roles=WHOLE_PROVINCE)


@hooks.register("register_admin_menu_item")
def asked_menu() -> MenuItem:
    return RoleMenuItem("Người dân hỏi gì", "coverage:asked", icon="help", order=129, roles=READERS)


@hooks.register("register_admin_menu_item")
def matrix_menu() -> MenuItem:
    return RoleMenuItem("Độ bao phủ", "coverage:matrix", icon="table", order=130, roles=WHOLE_PROVINCE)


@hooks.register("construct_homepage_panels")
def coverage_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Say how many proposals wait for a person, and how well the sources are read."""
    if not roles_of(request.user) & WHOLE_PROVINCE:
        return
    programme = current_programme()
    base = denominator()
    figures = [
        (matches_by_decision(programme, Decision.PROPOSED).count() if programme else 0, "đề xuất chờ xác nhận"),
        (base.sources - base.sources_reachable, f"nguồn chưa đọc được trên {base.sources} nguồn"),
        (base.quarantined, "trang cách ly chờ xem lại"),
    ]
    panels.append(Panel("Tin, bài", figures, url=reverse("coverage:proposals"), link="Xem bài chờ xác nhận"))


@hooks.register("lantoa_edition_links")
def edition_work_link(request: HttpRequest, edition: Edition) -> list[tuple[str, str]]:
    """Lead from an edition of an index to the work that stands beside its components."""
    return [("Việc cần làm", reverse("coverage:edition_work", args=[edition.pk]))]


@hooks.register("lantoa_assignment_evidence")
def airings_of_duty(request: HttpRequest, assignment: Assignment) -> list[ReadyEvidence]:
    """Show what stations of the agency played on the theme, on the page of a duty over loudspeakers."""
    found = airing_evidence(assignment)
    if found is None:
        return []
    href = ""
    if found.airings and roles_of(request.user) & WHOLE_PROVINCE:
        asked = {"agency": assignment.agency.slug, "theme": assignment.duty.theme_id, "outcome": Outcome.PLAYED.value}
        href = f"{reverse('coverage:airings')}?{urlencode(asked)}"
    return [ready_evidence(found, href=href)]
