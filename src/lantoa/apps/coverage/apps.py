from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "lantoa.apps.coverage"
    label = "coverage"
    verbose_name = "Độ bao phủ"
