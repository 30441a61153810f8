"""What somebody opens to answer a survey, under /tra-loi/."""

from django.urls import path

from lantoa.apps.surveys.views import answering, starting

app_name = "answering"
urlpatterns = [
    path("quay/<str:signed>/", starting.desk, name="desk"),
    path("dot/<slug:slug>/", starting.open_page, name="open_page"),
    path("<str:token>/", answering.answer_page, name="answer"),
    path("<str:token>/cam-on/", answering.thanks, name="thanks"),
]
