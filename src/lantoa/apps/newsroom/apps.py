from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "lantoa.apps.newsroom"
    label = "newsroom"
    verbose_name = "Tòa soạn"

    def ready(self) -> None:
        """Connect the receivers of Wagtail's signals, and give stories their editor."""
        import lantoa.apps.newsroom.public_receivers  # noqa: PLC0415  # models must be there first
        import lantoa.apps.newsroom.receivers  # noqa: F401, PLC0415
        from lantoa.apps.newsroom.panels import dress_story_editor  # noqa: PLC0415

        dress_story_editor()
