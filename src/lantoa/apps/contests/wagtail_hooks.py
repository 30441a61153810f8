"""The contests' place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def contest_urls() -> list[URLPattern | URLResolver]:
    return [path("cuoc-thi/", include("lantoa.apps.contests.urls.office"))]
