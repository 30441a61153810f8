"""The live wall and the irregularities in the back office."""

from django.urls import path

from lantoa.apps.contests.views import irregularities, watch

urlpatterns = [
    path("<int:pk>/bang-theo-doi/", watch.wall, name="wall"),
    path("<int:pk>/dau-hieu/", irregularities.irregularities, name="irregularities"),
    path("vong/<int:pk>/tim-dau-hieu/", irregularities.look_for, name="look_for_irregularities"),
    path("dau-hieu/<int:pk>/", irregularities.irregularity, name="irregularity"),
    path("dau-hieu/<int:pk>/ket-luan/", irregularities.decide, name="decide_irregularity"),
    path("dau-hieu/<int:pk>/loai-bai/", irregularities.exclude_upheld, name="exclude_upheld"),
]
