from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "lantoa.apps.search"
    label = "search"
    verbose_name = "Tìm kiếm"
