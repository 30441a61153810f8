"""The languages bulletins are heard in: Vietnamese, and those of the peoples of western Quảng Trị."""

from django.db import migrations

# BCP 47 subtags (ISO 639-3: bru Eastern Bru, pac Pacoh). A province adds its own.
LANGUAGES = [("vi", "Tiếng Việt", True), ("bru", "Tiếng Bru-Vân Kiều", False), ("pac", "Tiếng Pa Kô", False)]


def add(apps, schema_editor):
    for code, name, spoken in LANGUAGES:
        apps.get_model("broadcasts", "Language").objects.get_or_create(
            code=code, defaults={"name": name, "spoken_by_program": spoken}
        )


class Migration(migrations.Migration):
    dependencies = [("broadcasts", "0001_broadcasts")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
