"""The end of the chain, and triggers by which the database itself refuses to change what is in the audit trail.

The one update they let through is the seal of an entry that has none. On SQLite there is no trigger against DELETE:
Django empties tables that way between tests; ./lantoa verify_audit finds what was taken out. A migration that changes
the columns of base_auditentry on SQLite makes the table anew, and has to make the trigger anew as well.
"""

from django.db import migrations, models

_KEPT = ["id", "at", "actor", "origin", "act", "subject_type", "subject_id", "detail"]
_REFUSED = "rows of the audit trail are added, never changed"
_POSTGRESQL = [
    f"""
    CREATE FUNCTION base_auditentry_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NEW.position IS NOT NULL AND NEW.sha256 <> ''
            AND ({", ".join(f"NEW.{name}" for name in _KEPT)})
                IS NOT DISTINCT FROM ({", ".join(f"OLD.{name}" for name in _KEPT)}) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER base_auditentry_keep BEFORE UPDATE OR DELETE ON base_auditentry
    FOR EACH ROW EXECUTE FUNCTION base_auditentry_keep()
    """,
]
_SQLITE = [
    f"""
    CREATE TRIGGER base_auditentry_keep BEFORE UPDATE ON base_auditentry
    WHEN OLD.position IS NOT NULL OR NEW.position IS NULL OR NEW.sha256 = ''
        OR {" OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in _KEPT)}
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END
    """,
]


def add_triggers(apps, schema_editor):
    for statement in _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement, params=None)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER base_auditentry_keep ON base_auditentry")
        schema_editor.execute("DROP FUNCTION base_auditentry_keep()")
    else:
        schema_editor.execute("DROP TRIGGER base_auditentry_keep")


class Migration(migrations.Migration):

    dependencies = [
        ('base', '0002_outbox_and_sealed_audit_trail'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveBigIntegerField(default=0, verbose_name='dòng cuối')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 của dòng cuối')),
            ],
            options={
                'verbose_name': 'đầu chuỗi',
                'verbose_name_plural': 'đầu chuỗi',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='audit_seal_is_one')],
            },
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
