"""Addresses of the newsroom's screens, under /quan-tri/toa-soan/; one line a path."""

from django.urls import URLPattern, URLResolver, include, path

from lantoa.apps.newsroom.views import (
    board,
    calendar,
    check,
    fulfilment,
    planning,
    portals,
    progress,
    staleness,
)

app_name = "newsroom"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.board, name="board"),
    path("chuyen-trang/", portals.portals, name="portals"),
    path("chuyen-trang/mo/", portals.new_portal, name="new_portal"),
    path("chuyen-trang/<int:pk>/", portals.portal, name="portal"),
    path("chuyen-trang/<int:pk>/cu/", portals.name, name="name_staff"),
    path("chuyen-trang/<int:pk>/so-ngay/", portals.days, name="step_days"),
    path("chuyen-trang/nguoi/<int:pk>/thoi/", portals.release, name="release_staff"),
    path("quy-trinh/<int:pk>/", progress.progress, name="progress"),
    path("quy-trinh/<int:pk>/moi/", progress.invite, name="invite"),
    path("quy-trinh/<int:pk>/nop/<int:assignment_pk>/", fulfilment.hand_in, name="hand_in"),
    path("ket-qua-cua-viec/", fulfilment.proposals, name="proposals"),
    path("quy-trinh/<int:pk>/gop-y/", progress.remark, name="remark"),
    path("lich/", calendar.calendar, name="calendar"),
    path("hen-gio/", calendar.scheduled, name="scheduled"),
    path("xem-lai/", staleness.stale, name="stale"),
    path("xem-lai/<int:pk>/", staleness.still_right, name="still_right"),
    path("ke-hoach/", planning.plan, name="plan"),
    path("ke-hoach/chuyen-trang/<int:pk>/", planning.new_plan, name="new_plan"),
    path("ke-hoach/<int:pk>/", planning.edit_plan, name="edit_plan"),
    path("ke-hoach/<int:pk>/bat-dau/", planning.begin, name="begin_plan"),
    path("ke-hoach/<int:pk>/bo/", planning.drop, name="drop_plan"),
    path("lien-ket-duyet/", progress.review_links, name="review_links"),
    path("lien-ket-duyet/<int:pk>/thu-hoi/", progress.revoke, name="revoke_review"),
    path("lien-ket-duyet/<int:pk>/gui-lai/", progress.send_anew, name="send_review_anew"),
    path("ban-tin-noi-bo/", include("lantoa.apps.newsroom.digest_office_urls")),
    path("bai/<int:pk>/kiem-tra/", check.story_check, name="story_check"),
    path("bai/<int:pk>/kiem-tra/lien-ket/", check.check_links, name="check_links"),
    path("bai/<int:pk>/soat/", check.check_story, name="check_story"),
    path("chuyen-muc/<int:pk>/soat-bai-moi/", check.check_new_story, name="check_new_story"),
    path("", include("lantoa.apps.newsroom.form_office_urls")),
]
