"""The plainest page that Django gives: what the public pages are measured against (portal.py)."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="only-for-the-benchmark")


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Xin chào")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
