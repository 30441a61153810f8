# The database keeps how urgent each assignment is, and an index in that order.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_contacts_invitations_learnt_recipients'),
        ('assignments', '0005_calendar_days_of_the_library'),
        ('directives', '0002_due_date_in_working_days'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='urgency',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(due_date__isnull=False, state__in=['delegated', 'extension_asked', 'received', 'returned', 'sent'], then=models.Value(0)), models.When(state__in=['delegated', 'extension_asked', 'received', 'returned', 'sent'], then=models.Value(1)), models.When(state='refused', then=models.Value(2)), models.When(state='fulfilled', then=models.Value(3)), models.When(state='drafted', then=models.Value(4)), models.When(state='confirmed', then=models.Value(5)), default=models.Value(6)), output_field=models.SmallIntegerField()),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['urgency', 'due_date', 'id'], name='assignment_by_urgency'),
        ),
    ]
