from django.apps import AppConfig


class IndicesConfig(AppConfig):
    name = "lantoa.apps.indices"
    label = "indices"
    verbose_name = "Chỉ số"
