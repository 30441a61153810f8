from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lantoa.apps.demo"
    label = "demo"
    verbose_name = "Trình diễn"
