"""The broadcasts' place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def broadcast_urls() -> list[URLPattern | URLResolver]:
    return [path("phat-thanh/", include("lantoa.apps.broadcasts.urls.office"))]
