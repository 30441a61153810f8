"""Everything under /quan-tri/phan-anh/."""

from django.urls import URLPattern

from lantoa.apps.feedback.urls import moderation, rules, work

app_name = "feedback"
urlpatterns: list[URLPattern] = [
    *work.urlpatterns,
    *moderation.urlpatterns,
    *rules.urlpatterns,
]
