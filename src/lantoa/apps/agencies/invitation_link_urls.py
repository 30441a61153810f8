"""The address that the letter of an invitation holds, outside the back office."""

from django.urls import path

from lantoa.apps.agencies.views import invitations

urlpatterns = [path("<str:token>/", invitations.accept, name="accept_invitation")]
