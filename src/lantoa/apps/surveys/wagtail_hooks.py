"""The place of this app in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def surveys_urls() -> list[URLPattern | URLResolver]:
    return [path("khao-sat/", include("lantoa.apps.surveys.urls.office"))]
