from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("fotfeste", "0001_initial")]

    operations = [
        migrations.AddField(model_name="note", name="changed_in", field=models.UUIDField(null=True)),
        migrations.AddField(model_name="note", name="basis", field=models.CharField(blank=True, max_length=20)),
    ]
