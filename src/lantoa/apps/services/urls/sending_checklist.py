"""Sending a list to oneself, under /toi-can-gui/."""

from django.urls import path

from lantoa.apps.services.views import sending_checklist

app_name = "checklist"
urlpatterns = [path("<slug:slug>/", sending_checklist.send, name="send")]
