from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0002_public_list_indexes'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(
                condition=models.Q(('state__in', ['new', 'acknowledged', 'asked_back']), _negated=True)
                | models.Q(('answered_at__isnull', True), ('closed_at__isnull', True)),
                name='feedback_open_has_no_end',
            ),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(
                condition=models.Q(('answered_at', None), ('closed_at', None), ('joined_to', None)),
                fields=[
                    'answer_by', 'sent_at', 'id', 'state', 'acknowledge_by', 'acknowledged_at', 'agency', 'flags',
                    'joined_to', 'answered_at', 'closed_at',
                ],
                name='feedback_open',
            ),
        ),
    ]
