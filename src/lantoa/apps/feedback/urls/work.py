"""Addresses of the officers' work: the list, one piece of feedback, every step, the hand-overs."""

from django.urls import URLPattern, path

from lantoa.apps.feedback.states import Act
from lantoa.apps.feedback.views import board, desk, handovers, one

urlpatterns: list[URLPattern] = [
    path("", board.board, name="board"),
    path("ghi-ho/", desk.write_down, name="write_down"),
    path("<int:pk>/phieu-hen/", desk.receipt, name="receipt"),
    path("lan-chuyen/", handovers.handovers, name="handovers"),
    path("lan-chuyen/<int:pk>/gui-lai/", handovers.resend, name="resend_handover"),
    path("tep/<int:pk>/", one.attachment, name="attachment"),
    path("tep/<int:pk>/noi-dung/", one.transcript, name="transcript"),
    path("<int:pk>/", one.one, name="one"),
    path("<int:pk>/lien-he/", one.contact, name="contact"),
    path("<int:pk>/tiep-nhan/", one.act_view(Act.ACKNOWLEDGE), name="acknowledge"),
    path("<int:pk>/tra-loi/", one.act_view(Act.ANSWER), name="answer"),
    path("<int:pk>/de-nghi-bo-sung/", one.act_view(Act.ASK_BACK), name="ask_back"),
    path("<int:pk>/chuyen/", one.act_view(Act.FORWARD), name="forward"),
    path("<int:pk>/gia-han/", one.act_view(Act.EXTEND), name="extend"),
    path("<int:pk>/ket-thuc/", one.act_view(Act.CLOSE), name="close"),
    path("<int:pk>/khong-tiep-nhan/", one.act_view(Act.REFUSE), name="refuse"),
    path("<int:pk>/ghi-chu/", one.act_view(Act.NOTE), name="note"),
]
