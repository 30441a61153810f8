"""Indices, editions and their values in the back office."""

from django.urls import URLPattern, path

from lantoa.apps.indices.views import editions, indices, opening, scales, taken_over, values

urlpatterns: list[URLPattern] = [
    path("", indices.indices, name="indices"),
    path("them/", indices.new_index, name="new_index"),
    path("<int:pk>/", indices.index, name="index"),
    path("<int:pk>/sua/", indices.change_index, name="change_index"),
    path("<int:pk>/chu-thich/them/", indices.new_annotation, name="new_annotation"),
    path("chu-thich/<int:pk>/", indices.change_annotation, name="change_annotation"),
    path("chu-thich/<int:pk>/xoa/", indices.delete_annotation, name="delete_annotation"),
    path("<int:pk>/thang-do/them/", scales.new_scale, name="new_scale"),
    path("thang-do/<int:pk>/", scales.scale, name="scale"),
    path("thang-do/<int:pk>/sua/", scales.change_scale, name="change_scale"),
    path("thang-do/<int:pk>/xoa/", scales.delete_scale, name="delete_scale"),
    path("thang-do/<int:pk>/thanh-phan/them/", scales.new_component, name="new_component"),
    path("thanh-phan/<int:pk>/sua/", scales.edit_component, name="edit_component"),
    path("thanh-phan/<int:pk>/chuyen/", scales.place_component, name="place_component"),
    path("thanh-phan/<int:pk>/xoa/", scales.delete_component, name="delete_component"),
    path("<int:pk>/ky/them/", editions.new_edition, name="new_edition"),
    path("ky/<int:pk>/", editions.edition, name="edition"),
    path("ky/<int:pk>/sua/", editions.change_edition, name="change_edition"),
    path("ky/<int:pk>/xoa/", editions.delete_edition, name="delete_edition"),
    path("ky/<int:pk>/dot/", editions.vintages, name="vintages"),
    path("ky/<int:pk>/xem-truoc/", opening.preview, name="preview"),
    path("ky/<int:pk>/cong-khai/", opening.open_to_public, name="open"),
    path("ky/<int:pk>/rut-ve/", opening.hide, name="hide"),
    path("ky/<int:pk>/gia-tri/them/", values.enter, name="enter_value"),
    path("gia-tri/<int:pk>/", values.value, name="value"),
    path("gia-tri/<int:pk>/chon/", values.prefer, name="prefer_value"),
    path("gia-tri/<int:pk>/dinh-chinh/", values.correct, name="correct_value"),
    path("doi-tuong/tu-danh-ba/", taken_over.from_register, name="entities_from_register"),
]
