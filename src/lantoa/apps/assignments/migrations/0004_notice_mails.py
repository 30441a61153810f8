# Links a notice with its mails.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assignments', '0003_confirmed_by_officers'),
        ('base', '0002_outbox_and_sealed_audit_trail'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='mails',
            field=models.ManyToManyField(blank=True, editable=False, related_name='+', to='base.message', verbose_name='thư'),
        ),
    ]
