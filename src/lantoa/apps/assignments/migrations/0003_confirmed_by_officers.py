# A migration of its own: PostgreSQL alters no table in the transaction that has changed its rows.
from django.db import migrations, models


def carry_over(apps, schema_editor):
    """Until now "fulfilled" was said by the officer who confirmed; what each agency is asked stood in the duty alone."""
    Assignment = apps.get_model("assignments", "Assignment")
    Duty = apps.get_model("directives", "Duty")
    Assignment.objects.filter(state="fulfilled").update(state="confirmed", confirmed_at=models.F("fulfilled_at"))
    asked = Duty.objects.filter(pk=models.OuterRef("duty_id"))
    Assignment.objects.update(
        **{name: models.Subquery(asked.values(name)[:1]) for name in ("product", "quantity", "due_date")}
    )


class Migration(migrations.Migration):
    dependencies = [("assignments", "0002_states_reminders_links_proofs")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
