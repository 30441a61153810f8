"""The live wall and the irregularities in the back office."""

from django.urls import path

from lantoa.apps.contests.views import watch

urlpatterns = [
    path("<int:pk>/bang-theo-doi/", watch.wall, name="wall"),
]
