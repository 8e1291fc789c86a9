from django.db import migrations, models
from django.db.models import PROTECT, ForeignKey


def dropped(table: str, column: str, suffix: str) -> migrations.RunSQL:
    """In place: were the column altered, SQLite would make its table anew, without the triggers."""
    name = f"{table}_{column}_{suffix}"
    return migrations.RunSQL(f"DROP INDEX {name}", f"CREATE INDEX {name} ON {table} ({column})")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0023_ends")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                dropped("indicators_observation", "region_id", "37e620f9"),
                dropped("indicators_observation", "superseded_in_id", "37d944d6"),
                dropped("indicators_stagedfigure", "submission_id", "e5168b54"),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="observation",
                    name="region",
                    field=ForeignKey(
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="observations",
                        to="indicators.region",
                        verbose_name="region",
                    ),
                ),
                migrations.AlterField(
                    model_name="observation",
                    name="superseded_in",
                    field=ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=PROTECT,
                        related_name="superseded",
                        to="indicators.release",
                        verbose_name="superseded in",
                    ),
                ),
                migrations.AlterField(
                    model_name="stagedfigure",
                    name="submission",
                    field=ForeignKey(
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="figures",
                        to="indicators.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                fields=["superseded_in"],
                name="observation_superseded",
                condition=models.Q(("superseded_in__isnull", False)),
            ),
        ),
    ]
