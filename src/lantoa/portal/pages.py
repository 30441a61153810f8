"""The pages of the newsroom as the public sees them; the editors' preview comes through here too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lantoa.apps.newsroom.models import PublicPage


def show_page(request: HttpRequest, page: PublicPage) -> HttpResponse:
    """Answer with one page of a portal."""
    return render(request, "portal/story.html", {"page": page})
