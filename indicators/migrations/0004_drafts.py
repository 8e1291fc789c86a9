"""Typed cells, reasons of warnings, sign-off and extension."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_passwords'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='indicator',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='indicator'),
        ),
        migrations.AddField(
            model_name='finding',
            name='period',
            field=models.CharField(blank=True, max_length=8, verbose_name='period'),
        ),
        migrations.AddField(
            model_name='finding',
            name='reason',
            field=models.TextField(blank=True, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='finding',
            name='reason_kind',
            field=models.CharField(blank=True, choices=[('policy', 'change of policy or standard'), ('season', 'season or arrangement of work'), ('event', 'single event or batch'), ('scope', 'change of scope or of who is counted'), ('mended', 'late entry or correction of an earlier figure'), ('other', 'other reason')], max_length=10, verbose_name='kind of reason'),
        ),
        migrations.AddField(
            model_name='stagedfigure',
            name='entered_at',
            field=models.DateTimeField(null=True, verbose_name='entered at'),
        ),
        migrations.AddField(
            model_name='stagedfigure',
            name='entered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='submission',
            name='checked_at',
            field=models.DateTimeField(null=True, verbose_name='signed off at'),
        ),
        migrations.AddField(
            model_name='submission',
            name='checked_by',
            field=models.ForeignKey(help_text='Who in the region signed it off, where the bureau asks for that first.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed off by'),
        ),
        migrations.AddField(
            model_name='submission',
            name='extended_to',
            field=models.DateField(help_text='The deadline that was set when it was returned.', null=True, verbose_name='extended to'),
        ),
        migrations.AlterField(
            model_name='finding',
            name='upload',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='indicators.upload', verbose_name='upload'),
        ),
        migrations.AlterField(
            model_name='stagedfigure',
            name='cell',
            field=models.CharField(blank=True, max_length=12, verbose_name='cell'),
        ),
        migrations.AlterField(
            model_name='stagedfigure',
            name='upload',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='indicators.upload', verbose_name='upload'),
        ),
        migrations.AlterField(
            model_name='user',
            name='regions',
            field=models.ManyToManyField(blank=True, help_text='A clerk reports and a region checker signs off for these regions and all below them.', to='indicators.region', verbose_name='regions'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('reason_kind', '')), models.Q(('severity', 'warning'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='finding_reason_of_a_warning'),
        ),
        migrations.AddConstraint(
            model_name='stagedfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entered_at__isnull', True), ('entered_by__isnull', True), ('upload__isnull', False), models.Q(('cell', ''), _negated=True)), models.Q(('cell', ''), ('entered_at__isnull', False), ('entered_by__isnull', False), ('sheet', ''), ('upload__isnull', True)), _connector='OR'), name='staged_figure_from_a_cell_or_a_person'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', True), ('checked_by__isnull', True)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='submission_checked'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_by', models.F('submitted_by')), _negated=True), ('checked_by__isnull', True), _connector='OR'), name='submission_checker_is_another'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_by', models.F('decided_by')), _negated=True), ('checked_by__isnull', True), ('decided_by__isnull', True), _connector='OR'), name='submission_reviewer_is_a_third'),
        ),
    ]
