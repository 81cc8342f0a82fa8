from django.db import migrations


class Migration(migrations.Migration):
    """The class has another name; its table keeps the one it had, so no row is touched."""

    dependencies = [("fotfeste", "0004_constellations")]

    operations = [
        migrations.AlterModelTable(name="trailwhole", table="fotfeste_trailwhole"),
        migrations.RenameModel(old_name="TrailWhole", new_name="TrailChecksum"),
    ]
