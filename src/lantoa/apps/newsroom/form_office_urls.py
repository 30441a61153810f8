"""Addresses of figures and of the forms of a story, under those of the newsroom's screens."""

from django.urls import path

from lantoa.apps.newsroom.views import adaptations, figure_chooser, figures

urlpatterns = [
    path("so-lieu/", figures.figures, name="figures"),
    path("so-lieu/moi/", figures.new_figure, name="new-figure"),
    path("so-lieu/moi/<int:pk>/", figures.new_figure_of, name="new-figure-of"),
    path("so-lieu/<int:pk>/", figures.figure, name="figure"),
    path("chon-so-lieu/", figure_chooser.choose_figure, name="choose_figure"),
    path("chon-so-lieu/ket-qua/", figure_chooser.choose_figure_results, name="choose_figure_results"),
    path("chon-so-lieu/<int:pk>/", figure_chooser.figure_chosen, name="figure_chosen"),
    path("bai/<int:pk>/cac-dang/", adaptations.story_forms, name="story-forms"),
    path("bai/<int:pk>/cac-dang/<slug:key>.<slug:ending>", adaptations.story_form_file, name="story-form-file"),
    path("cac-dang-cu/", adaptations.stale, name="stale-forms"),
]
