"""Addresses of tickets, slips, paper entry and the telephone screen."""

from django.urls import path

from lantoa.apps.surveys.views import calls, channels, paper

urlpatterns = [
    path("nhom-mau/<int:pk>/cach-hoi/", channels.channels, name="channels"),
    path("nhom-mau/<int:pk>/lien-ket/", channels.make_links, name="make_links"),
    path("nhom-mau/<int:pk>/moi/", channels.invite, name="invite"),
    path("nhom-mau/<int:pk>/phieu-qr/", channels.print_slips, name="print_slips"),
    path("nhom-mau/<int:pk>/phieu-giay/", channels.print_paper, name="print_paper"),
    path("nhom-mau/<int:pk>/man-hinh/", channels.desk_screen, name="desk_screen"),
    path("nhom-mau/<int:pk>/ap-phich/", channels.poster, name="poster"),
    path("nhom-mau/<int:pk>/goi/", calls.begin_call, name="begin_call"),
    path("cuoc-goi/<int:pk>/", calls.call, name="call"),
    path("cuoc-goi/<int:pk>/ket-thuc/", calls.end_call, name="end_call"),
    path("dot/<int:pk>/nhap-phieu/", paper.enter_paper, name="enter_paper"),
]
