from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lantoa.apps.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
