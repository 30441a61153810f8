"""Addresses of procedures: the list, changing, checking, import."""

from django.urls import URLPattern, path

from lantoa.apps.services.views import procedure_forms, procedure_imports, procedures

_ONE, _FILE = "thu-tuc/<int:pk>/", "nhap/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("", procedures.procedures, name="procedures"),
    path("thu-tuc/moi/", procedure_forms.new, name="new_procedure"),
    path(_ONE, procedures.procedure, name="procedure"),
    path(f"{_ONE}sua/", procedure_forms.change, name="change_procedure"),
    path(f"{_ONE}van-dung/", procedures.check, name="check_procedure"),
    path(f"{_ONE}cong-khai/", procedures.publish, name="publish_procedure"),
    path(f"{_ONE}thoi-dung/", procedures.retire, name="retire_procedure"),
    path("nhap/", procedure_imports.upload, name="import_procedures"),
    path("nhap/mau-thu-tuc.xlsx", procedure_imports.template, name="procedure_template"),
    path("xuat/thu-tuc.xlsx", procedure_imports.export_workbook, name="procedures_workbook"),
    path("xuat/thu-tuc.json", procedure_imports.export_json, name="procedures_json"),
    path(_FILE, procedure_imports.preview, name="procedure_import"),
    path(f"{_FILE}luu/", procedure_imports.apply, name="apply_procedures"),
    path(f"{_FILE}con-lai.xlsx", procedure_imports.left_over, name="left_procedures"),
]
