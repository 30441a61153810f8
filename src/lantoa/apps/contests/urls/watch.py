"""The live wall and the irregularities in the back office."""

from django.urls import path

from lantoa.apps.contests.views import irregularities, result_story, watch

urlpatterns = [
    path("<int:pk>/bang-theo-doi/", watch.wall, name="wall"),
    path("<int:pk>/dau-hieu/", irregularities.irregularities, name="irregularities"),
    path("vong/<int:pk>/tim-dau-hieu/", irregularities.look_for, name="look_for_irregularities"),
    path("vong/<int:pk>/tin-ket-qua/", result_story.result_story, name="result_story"),
    path("vong/<int:pk>/tin-ket-qua/soan/", result_story.draft, name="draft_results_story"),
    path("dau-hieu/<int:pk>/", irregularities.irregularity, name="irregularity"),
    path("dau-hieu/<int:pk>/ket-luan/", irregularities.decide, name="decide_irregularity"),
    path("dau-hieu/<int:pk>/loai-bai/", irregularities.exclude_upheld, name="exclude_upheld"),
]
