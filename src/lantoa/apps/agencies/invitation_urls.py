"""Addresses of the back office, under /quan-tri/loi-moi/; the link of a letter stands in invitation_link_urls.py."""

from django.urls import path

from lantoa.apps.agencies.views import invitations

app_name = "invitations"
urlpatterns = [
    path("", invitations.invitations, name="invitations"),
    path("moi/", invitations.new_invitation, name="new"),
    path("<int:pk>/gui-lai/", invitations.resend, name="resend"),
    path("<int:pk>/thu-hoi/", invitations.revoke, name="revoke"),
]
