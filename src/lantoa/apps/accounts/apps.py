from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lantoa.apps.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        """Connect the receivers of allauth's signals."""
        import lantoa.apps.accounts.receivers  # noqa: F401, PLC0415  # models must be there first
