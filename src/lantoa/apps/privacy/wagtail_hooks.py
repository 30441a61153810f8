"""The place of this app in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def privacy_urls() -> list[URLPattern | URLResolver]:
    return [path("du-lieu-ca-nhan/", include("lantoa.apps.privacy.urls.office"))]
