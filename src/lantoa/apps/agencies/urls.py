from django.urls import path

from lantoa.apps.agencies.views import imports, register

app_name = "agencies"
urlpatterns = [
    path("", register.register, name="register"),
    path("cua-toi/", register.own, name="own"),
    path("co-quan/<slug:slug>/", register.agency, name="agency"),
    path("co-quan/<slug:slug>/lien-he/", register.add_contact, name="add_contact"),
    path("lien-he/<int:pk>/", register.change_contact, name="change_contact"),
    path("nhap/", imports.imports, name="imports"),
    path("nhap/<int:pk>/", imports.preview, name="preview"),
    path("nhap/<int:pk>/ap-dung/", imports.apply, name="apply"),
    path("danh-ba.xlsx", imports.download, name="download"),
    path("mau-danh-ba.xlsx", imports.template, name="template"),
]
