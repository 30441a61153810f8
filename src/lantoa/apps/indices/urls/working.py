"""What belongs to a component: themes of the programme; the province's own index."""

from django.urls import URLPattern, path

from lantoa.apps.indices.views import component_links

urlpatterns: list[URLPattern] = [
    path("thang-do/<int:pk>/noi-dung/", component_links.component_links, name="component_links"),
    path("thang-do/<int:pk>/noi-dung/nhan/", component_links.accept_links, name="accept_links"),
    path("thang-do/<int:pk>/noi-dung/chep/", component_links.copy_component_links, name="copy_links"),
    path("thanh-phan/<int:pk>/noi-dung/", component_links.edit_links, name="edit_links"),
]
