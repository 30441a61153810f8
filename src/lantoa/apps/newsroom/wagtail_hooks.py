"""The newsroom's place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def newsroom_urls() -> list[URLPattern | URLResolver]:
    return [path("toa-soan/", include("lantoa.apps.newsroom.urls"))]
