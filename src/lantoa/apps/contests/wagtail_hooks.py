"""The contests' place in the back office."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.queries.bank import READERS as BANK_READERS
from lantoa.apps.contests.queries.runners import READERS, RESULT_READERS, RUNNERS


@hooks.register("register_admin_urls")
def contest_urls() -> list[URLPattern | URLResolver]:
    return [path("cuoc-thi/", include("lantoa.apps.contests.urls.office"))]


@hooks.register("register_admin_menu_item")
def contests_menu() -> MenuItem:
    return RoleMenuItem("Cuộc thi", "contests:contests", icon="form", order=118, roles=READERS)


@hooks.register("register_admin_menu_item")
def own_contests_menu() -> MenuItem:
    return RoleMenuItem("Cuộc thi của đơn vị", "contests:own_unit", icon="form", order=118, roles={Role.FOCAL_OFFICER})


@hooks.register("lantoa_contest_links")
def entrants_link(request: HttpRequest, contest: Contest) -> list[tuple[str, str]]:
    """Lead whoever runs the contest from its page to its entrants."""
    if contest.announced_at is None or not roles_of(request.user) & RUNNERS:
        return []
    return [("Người thi", reverse("contests:entrants", args=[contest.pk]))]


@hooks.register("lantoa_contest_links")
def results_link(request: HttpRequest, contest: Contest) -> list[tuple[str, str]]:
    """Lead from the page of a contest to the results of its rounds."""
    if contest.announced_at is None or not roles_of(request.user) & RESULT_READERS:
        return []
    return [("Kết quả", reverse("contests:results", args=[contest.pk]))]


@hooks.register("register_admin_menu_item")
def bank_menu() -> MenuItem:
    return RoleMenuItem("Ngân hàng câu hỏi", "contests:banks", icon="help", order=119, roles=BANK_READERS)


@hooks.register("lantoa_contest_links")
def watch_links(request: HttpRequest, contest: Contest) -> list[tuple[str, str]]:
    """Lead from an announced contest to its wall and its irregularities."""
    if contest.announced_at is None:
        return []
    names = [("Bảng theo dõi", "contests:wall"), ("Dấu hiệu bất thường", "contests:irregularities")]
    return [(words, reverse(name, args=[contest.pk])) for words, name in names]
