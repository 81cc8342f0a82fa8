from typing import Any

from django.db import migrations


def adopt(apps: Any, schema_editor: Any) -> None:
    """Where the log began before it knew of identities at a provider. Elsewhere it has not begun: the start does it."""
    from fotfeste.privacy.audit import adopt_added_table

    adopt_added_table("institution sign-in")


class Migration(migrations.Migration):
    """Which identity opens whose account joins what is audited."""

    dependencies = [
        ("fotfeste", "0007_session_hashes"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [migrations.RunPython(adopt, migrations.RunPython.noop)]
