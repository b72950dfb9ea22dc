"""An update corrects an earlier one, never a later; and a rule gets the name of the field it is about."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_parties'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='actionupdate',
            name='actionupdate_says_something',
        ),
        migrations.RemoveConstraint(
            model_name='actionupdate',
            name='actionupdate_corrects_another',
        ),
        migrations.AddConstraint(
            model_name='actionupdate',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='actionupdate_what_is_said', violation_error_message='Say what happened, or what was looked for.'),
        ),
        migrations.AddConstraint(
            model_name='actionupdate',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), ('corrects__lt', models.F('id')), _connector='OR'), name='actionupdate_corrects_an_earlier_one', violation_error_message='An update corrects an earlier one.'),
        ),
    ]
