"""Tables of values on their way in."""

from django.urls import URLPattern, path

from lantoa.apps.indices.views import diffs, imports

urlpatterns: list[URLPattern] = [
    path("nhap/", imports.imports, name="imports"),
    path("nhap/ky/<int:pk>/", imports.import_edition, name="import_edition"),
    path("nhap/ky/<int:pk>/mau.xlsx", imports.import_template, name="import_template"),
    path("nhap/ky/<int:pk>/so-lieu.xlsx", imports.export_edition, name="export_edition"),
    path("nhap/<int:pk>/", imports.import_preview, name="import_preview"),
    path("nhap/<int:pk>/cot/", imports.import_columns, name="import_columns"),
    path("nhap/<int:pk>/ten-goi/", imports.import_name, name="import_name"),
    path("nhap/<int:pk>/ap-dung/", imports.apply, name="apply_import"),
    path("nhap/<int:pk>/chua-nhap.xlsx", imports.import_left_over, name="import_left_over"),
    path("doi-chieu/<int:pk>/", diffs.edition_compared, name="edition_diff"),
    path("doi-chieu/<int:pk>/bang.xlsx", diffs.edition_compared_file, name="edition_diff_file"),
    path("doi-chieu/<int:pk>/dot/", diffs.vintages_compared, name="vintage_diff"),
    path("doi-chieu/<int:pk>/dot/bang.xlsx", diffs.vintages_compared_file, name="vintage_diff_file"),
]
