from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "lantoa.apps.base"
    label = "base"
    verbose_name = "Nền tảng"
