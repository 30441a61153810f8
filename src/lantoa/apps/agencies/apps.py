from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "lantoa.apps.agencies"
    label = "agencies"
    verbose_name = "Cơ quan"
