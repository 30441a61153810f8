from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "lantoa.apps.privacy"
    label = "privacy"
    verbose_name = "Dữ liệu cá nhân"
