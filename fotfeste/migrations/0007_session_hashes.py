from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def end_all_sessions(apps: Any, schema_editor: Any) -> None:
    """Their keys lay in clear: whoever has read them before would keep an open door if they were only hashed now."""
    apps.get_model("sessions", "Session").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    """Everyone signs in anew. A board's commands count per seat from now on; what was written before fits that."""

    dependencies = [("fotfeste", "0006_audit_log"), ("sessions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="BrowserSession",
            fields=[
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("session_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunPython(end_all_sessions, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="boardevent", name="one_command_once"),
        migrations.AddConstraint(
            model_name="boardevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("command__isnull", False), ("seat__isnull", False)),
                fields=("constellation", "seat", "command"),
                name="one_command_once_per_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("command__isnull", False), ("seat__isnull", True)),
                fields=("constellation", "command"),
                name="one_command_once_of_house",
            ),
        ),
    ]
