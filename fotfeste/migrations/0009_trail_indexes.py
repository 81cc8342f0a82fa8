from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody read within the hour, and the newest link of all, are found without reading years of links."""

    dependencies = [("fotfeste", "0008_identities_audited")]

    operations = [
        migrations.AddIndex("trailentry", models.Index(fields=["client", "actor", "at"], name="links_by_reader")),
        migrations.AddIndex("trailentry", models.Index(fields=["at"], name="newest_link")),
    ]
