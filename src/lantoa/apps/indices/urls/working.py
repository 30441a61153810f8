"""What belongs to a component: themes of the programme; the province's own index."""

from django.urls import URLPattern, path

from lantoa.apps.indices.views import component_links, local_index

urlpatterns: list[URLPattern] = [
    path("thang-do/<int:pk>/noi-dung/", component_links.component_links, name="component_links"),
    path("thang-do/<int:pk>/noi-dung/nhan/", component_links.accept_links, name="accept_links"),
    path("thang-do/<int:pk>/noi-dung/chep/", component_links.copy_component_links, name="copy_links"),
    path("thanh-phan/<int:pk>/noi-dung/", component_links.edit_links, name="edit_links"),
    path("trong-tinh/", local_index.local_indices, name="local_indices"),
    path("trong-tinh/<int:pk>/", local_index.local_edition, name="local_edition"),
    path("trong-tinh/<int:pk>/so-phieu/", local_index.survey_samples, name="survey_samples"),
    path("trong-tinh/<int:pk>/tinh/", local_index.compute_local, name="compute_local"),
]
