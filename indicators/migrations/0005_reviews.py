"""Receipts, comments at cells, notices."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0004_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='CellComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=8, verbose_name='period')),
                ('text', models.CharField(max_length=500, verbose_name='review comment')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'comment at a cell',
                'verbose_name_plural': 'comments at cells',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('approved', 'approved'), ('returned', 'returned'), ('corrected', 'corrected later'), ('undone', 'taken back')], max_length=10, verbose_name='kind')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='seen at')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='handed in at')),
                ('due', models.DateField(verbose_name='due')),
                ('is_late', models.BooleanField(verbose_name='late')),
                ('expected', models.PositiveIntegerField(verbose_name='figures due')),
                ('values', models.PositiveIntegerField(help_text='Other than zero.', verbose_name='values')),
                ('zeros', models.PositiveIntegerField(verbose_name='zeros')),
                ('absent', models.PositiveIntegerField(verbose_name='absent with a reason')),
                ('blank', models.PositiveIntegerField(help_text='Due, and not in this submission.', verbose_name='left blank')),
                ('check_number', models.CharField(max_length=12, verbose_name='check number')),
            ],
            options={
                'verbose_name': 'receipt',
                'verbose_name_plural': 'receipts',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='cellcomment',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='cellcomment',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='indicator'),
        ),
        migrations.AddField(
            model_name='cellcomment',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cell_comments', to='indicators.submission', verbose_name='submission'),
        ),
        migrations.AddField(
            model_name='notice',
            name='release',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.release', verbose_name='release'),
        ),
        migrations.AddField(
            model_name='notice',
            name='submission',
            field=models.ForeignKey(help_text="The user's own.", on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.submission', verbose_name='submission'),
        ),
        migrations.AddField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed in by'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='indicators.submission', verbose_name='submission'),
        ),
        migrations.AddConstraint(
            model_name='cellcomment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='cell_comment_says_something'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('seen_at__isnull', True)), fields=['user'], name='notice_unseen'),
        ),
    ]
