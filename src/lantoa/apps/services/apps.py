from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "lantoa.apps.services"
    label = "services"
    verbose_name = "Cẩm nang dịch vụ công"
