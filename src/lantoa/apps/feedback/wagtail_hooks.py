"""The place of this app in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def feedback_urls() -> list[URLPattern | URLResolver]:
    return [path("phan-anh/", include("lantoa.apps.feedback.urls.office"))]
