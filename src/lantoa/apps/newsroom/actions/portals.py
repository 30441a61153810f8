"""Writes on portals: opening one with its groups, permissions and workflow; naming the people who work on it."""

from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.newsroom.models import Accent, PortalPage, PortalStaff, ReviewStep

_Function = PortalStaff.Function
# What each function may do on the pages of its portal, in Wagtail's words. A reviewer comments by link or in the step.
_PAGE_PERMISSIONS = {
    _Function.WRITER: ["add_page"],
    _Function.EDITOR: ["add_page", "change_page", "lock_page", "unlock_page"],
    _Function.APPROVER: ["change_page", "publish_page", "lock_page", "unlock_page"],
    _Function.REVIEWER: [],
}
_FILE_PERMISSIONS = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]
_FILE_KEEPERS = (_Function.WRITER, _Function.EDITOR, _Function.APPROVER)
# The two steps of every story, and the working days each is given; a portal may change them.
_STEPS = ((_Function.EDITOR, "Biên tập", 2), (_Function.APPROVER, "Duyệt", 1))


@transaction.atomic
def open_portal(
    *,
    agency: Agency,
    title: str,
    slug: str,
    hostname: str,
    port: int,
    by: Actor,
    at: datetime,
    is_default: bool = False,
    tagline: str = "",
    accent: Accent = Accent.LACQUER,
    illustrative: bool = False,
) -> PortalPage:
    """Return the portal of that slug, opened if it is not there yet: its page, site, groups, collection and workflow.

    An existing portal is left as it is. The default portal answers on every name that no other portal has.
    """
    root = Page.get_first_root_node()
    known: PortalPage | None = PortalPage.objects.child_of(root).filter(slug=slug).first()
    if known:
        return known
    portal = PortalPage(
        title=title, slug=slug, agency=agency, tagline=tagline, accent=accent, illustrative=illustrative
    )
    root.add_child(instance=portal)
    if is_default:
        before = Site.objects.filter(is_default_site=True)
        before.exclude(root_page__in=PortalPage.objects.values("pk")).delete()
        before.update(is_default_site=False)  # a portal keeps its own name
    Site.objects.update_or_create(
        hostname=hostname,
        port=port,
        defaults={"root_page": portal, "site_name": title, "is_default_site": is_default},
    )
    collection = Collection.get_first_root_node().add_child(name=f"{title} ({slug})"[:255])
    groups = {function: _make_group(portal, function, collection) for function in _Function}
    _make_workflow(portal, groups)
    record_act("newsroom.open_portal", subject=portal, by=by, at=at, detail={"agency": agency.slug, "slug": slug})
    return portal


def group_name(portal: PortalPage, function: PortalStaff.Function) -> str:
    """Return the name of the group of one function of a portal, unique among portals."""
    return f"{portal.slug}: {function.label}"


def _make_group(portal: PortalPage, function: PortalStaff.Function, collection: Collection) -> Group:
    group, _ = Group.objects.get_or_create(name=group_name(portal, function))
    for codename in _PAGE_PERMISSIONS[function]:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=portal.page_ptr, permission=permission)
    if function in _FILE_KEEPERS:
        apps = ["wagtailimages", "wagtaildocs"]
        for permission in Permission.objects.filter(content_type__app_label__in=apps, codename__in=_FILE_PERMISSIONS):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    return group


def _make_workflow(portal: PortalPage, groups: dict[PortalStaff.Function, Group]) -> Workflow:
    workflow = Workflow.objects.create(name=f"{portal.title}: biên tập rồi duyệt"[:255])
    for place, (function, words, days) in enumerate(_STEPS):
        step = ReviewStep.objects.create(name=f"{words} ({portal.slug})", due_working_days=days)
        step.groups.add(groups[function])
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=place)
    WorkflowPage.objects.create(workflow=workflow, page=portal.page_ptr)
    return workflow


@transaction.atomic
def name_staff(
    *, portal: PortalPage, user: User, function: PortalStaff.Function, by: Actor, at: datetime
) -> PortalStaff:
    """Return that the user does this for the portal; naming twice is naming once."""
    staff, made = PortalStaff.objects.get_or_create(portal=portal, user=user, function=function)
    user.groups.add(Group.objects.get(name=group_name(portal, PortalStaff.Function(function))))
    if made:
        record_act(
            "newsroom.name_staff",
            subject=portal,
            by=by,
            at=at,
            detail={"user": user.get_username(), "function": str(function)},
        )
    return staff


@transaction.atomic
def release_staff(*, staff: PortalStaff, by: Actor, at: datetime) -> None:
    """Let somebody no longer do this for the portal."""
    group = Group.objects.get(name=group_name(staff.portal, PortalStaff.Function(staff.function)))
    staff.user.groups.remove(group)
    detail = {"user": staff.user.get_username(), "function": staff.function}
    record_act("newsroom.release_staff", subject=staff.portal, by=by, at=at, detail=detail)
    staff.delete()
