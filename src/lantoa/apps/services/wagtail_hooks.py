"""The place of this app in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def services_urls() -> list[URLPattern | URLResolver]:
    return [path("dich-vu-cong/", include("lantoa.apps.services.urls.office"))]
