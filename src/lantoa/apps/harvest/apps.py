from django.apps import AppConfig


class HarvestConfig(AppConfig):
    name = "lantoa.apps.harvest"
    label = "harvest"
    verbose_name = "Thu thập"
