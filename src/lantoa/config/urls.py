"""Every address of the site: the public portal, and the one back office under /quan-tri/."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("quan-tri/", include(wagtailadmin_urls)),
    path("", include("lantoa.portal.urls")),
]
