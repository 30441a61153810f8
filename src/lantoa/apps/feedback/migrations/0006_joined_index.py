
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_register_imports'),
        ('feedback', '0005_kept_figures'),
        ('services', '0002_amended_documents'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('joined_to__isnull', False)), fields=['joined_to', '-sent_at', '-id'], name='feedback_joined'),
        ),
    ]
