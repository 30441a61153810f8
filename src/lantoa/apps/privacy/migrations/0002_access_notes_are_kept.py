"""A trigger by which the database itself refuses to change a note of who looked at personal data.

The one update it lets through is the end of the account. Deleting is left to the sweep; queries/accesses.py finds what
was deleted by hand. A migration that changes the columns of the table on SQLite makes the table anew, and has to make
the trigger anew as well.
"""

from django.db import migrations

_KEPT = ["id", "at", "who", "table", "row", "reason"]
_REFUSED = "notes of who looked are added, never changed"
_POSTGRESQL = [
    f"""
    CREATE FUNCTION privacy_personalaccess_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.user_id IS NULL AND ({", ".join(f'NEW."{name}"' for name in _KEPT)})
                IS NOT DISTINCT FROM ({", ".join(f'OLD."{name}"' for name in _KEPT)}) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER privacy_personalaccess_keep BEFORE UPDATE ON privacy_personalaccess
    FOR EACH ROW EXECUTE FUNCTION privacy_personalaccess_keep()
    """,
]
_SQLITE = [
    f"""
    CREATE TRIGGER privacy_personalaccess_keep BEFORE UPDATE ON privacy_personalaccess
    WHEN NEW."user_id" IS NOT NULL OR {" OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in _KEPT)}
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END
    """,
]


def add_trigger(apps, schema_editor):
    for statement in _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement, params=None)


def drop_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER privacy_personalaccess_keep ON privacy_personalaccess")
        schema_editor.execute("DROP FUNCTION privacy_personalaccess_keep()")
    else:
        schema_editor.execute("DROP TRIGGER privacy_personalaccess_keep")


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0001_privacy'),
    ]

    operations = [migrations.RunPython(add_trigger, drop_trigger)]
