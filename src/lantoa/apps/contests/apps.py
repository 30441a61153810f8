from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "lantoa.apps.contests"
    label = "contests"
    verbose_name = "Cuộc thi"
