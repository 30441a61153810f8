from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "lantoa.apps.newsroom"
    label = "newsroom"
    verbose_name = "Tòa soạn"

    def ready(self) -> None:
        """Connect the receivers of Wagtail's signals."""
        import lantoa.apps.newsroom.receivers  # noqa: F401, PLC0415  # models must be there first
