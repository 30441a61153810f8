"""The indices' place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def index_urls() -> list[URLPattern | URLResolver]:
    return [path("chi-so/", include("lantoa.apps.indices.urls.office"))]
