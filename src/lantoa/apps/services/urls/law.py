"""Addresses of documents of law, sectors, rights and duties, step-by-step pages."""

from django.urls import URLPattern, path

from lantoa.apps.services.views import howtos, law, rights

urlpatterns: list[URLPattern] = [
    path("van-ban/", law.documents, name="documents"),
    path("van-ban/moi/", law.new_document, name="new_document"),
    path("van-ban/<int:pk>/", law.document, name="document"),
    path("van-ban/<int:pk>/sua/", law.change_document, name="change_document"),
    path("linh-vuc/", law.sectors, name="sectors"),
    path("linh-vuc/moi/", law.new_sector, name="new_sector"),
    path("linh-vuc/<int:pk>/sua/", law.change_sector, name="change_sector"),
    path("quyen-nghia-vu/", rights.rights, name="rights"),
    path("quyen-nghia-vu/moi/", rights.new_right, name="new_right"),
    path("quyen-nghia-vu/<int:pk>/sua/", rights.change_right, name="change_right"),
    path("quyen-nghia-vu/<int:pk>/van-dung/", rights.checked, name="check_right"),
    path("huong-dan/", howtos.howtos, name="howtos"),
    path("huong-dan/moi/", howtos.new_howto, name="new_howto"),
    path("huong-dan/<int:pk>/sua/", howtos.change_howto, name="change_howto"),
    path("huong-dan/<int:pk>/van-dung/", howtos.checked, name="check_howto"),
]
