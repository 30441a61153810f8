from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "lantoa.apps.directives"
    label = "directives"
    verbose_name = "Văn bản chỉ đạo"
