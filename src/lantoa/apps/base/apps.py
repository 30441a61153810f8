from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "lantoa.apps.base"
    label = "base"
    verbose_name = "Nền tảng"

    def ready(self) -> None:
        """Give Wagtail's forms the labels that it has in its code only."""
        from lantoa.apps.base.wagtail_labels import label_hard_coded  # noqa: PLC0415  # models must be there first

        label_hard_coded()
