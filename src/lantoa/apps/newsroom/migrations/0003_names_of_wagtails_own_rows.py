"""Wagtail makes rows with English names when it is installed; staff meet them in every chooser."""

from typing import Any

from django.db import migrations

# Model, the name as Wagtail writes it, the name staff read.
_PAGES = {"Root": "Gốc", "Welcome to your new Wagtail site!": "Trang trống (chưa mở chuyên trang)"}
_NAMES = (
    ("Collection", "Root", "Gốc"),
    ("Workflow", "Moderators approval", "Duyệt của người kiểm duyệt"),
    ("Task", "Moderators approval", "Duyệt của người kiểm duyệt"),
)


def _rename(apps: Any, *, back: bool) -> None:
    page = apps.get_model("wagtailcore", "Page")
    for english, ours in _PAGES.items():
        old, new = (ours, english) if back else (english, ours)
        page.objects.filter(title=old, depth__lte=2).update(title=new, draft_title=new)
    for model, english, ours in _NAMES:
        old, new = (ours, english) if back else (english, ours)
        apps.get_model("wagtailcore", model).objects.filter(name=old).update(name=new)


def forwards(apps: Any, schema_editor: Any) -> None:
    _rename(apps, back=False)


def backwards(apps: Any, schema_editor: Any) -> None:
    _rename(apps, back=True)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_digest_closing")]

    operations = [migrations.RunPython(forwards, backwards)]
