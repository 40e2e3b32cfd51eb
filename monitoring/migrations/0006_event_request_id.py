from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0005_script_token"),
    ]

    operations = [
        migrations.AddField(
            model_name="planningevent",
            name="request_id",
            field=models.CharField(blank=True, max_length=32, null=True),
        ),
    ]
