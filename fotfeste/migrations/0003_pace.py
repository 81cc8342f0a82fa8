import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import fotfeste.kit.fields


class Migration(migrations.Migration):
    dependencies = [("fotfeste", "0002_trail_whole")]

    operations = [
        migrations.CreateModel(
            name="Believed",
            fields=[
                (
                    "client",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="believed",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("engine", models.CharField(max_length=20)),
                (
                    "held",
                    fotfeste.kit.fields.SealedStruct(
                        blank=True, editable=True, key="own", null=True, owner="client_id"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pace_reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["client", "-at"], name="fotfeste_re_client__1fae3e_idx")]},
        ),
        migrations.AddField(
            model_name="institute",
            name="pace_assessment",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
