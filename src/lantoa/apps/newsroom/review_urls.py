from django.urls import path

from lantoa.apps.newsroom.views import review

app_name = "review"
# Addresses of review links, outside the back office (review_links.py makes them).
urlpatterns = [
    path("<str:token>/", review.story, name="story"),
    path("<str:token>/mo/", review.open_here, name="open"),
    path("<str:token>/xem/", review.preview, name="preview"),
    path("<str:token>/tra-loi/", review.answer, name="answer"),
]
