"""What a file covers in a draft: kept when the file comes in, brought back when it is taken out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from django.core import serializers

from indicators.models import Finding, Replaced, StagedFigure, Submission, Upload
from indicators.models.observations import Spot
from indicators.services import bulk


def cover(submission: Submission, rows: Iterable[StagedFigure | Finding], upload: Upload) -> None:
    """Keep rows that the file is about to take the place of."""
    bulk.insert(
        [
            Replaced(
                submission=submission,
                indicator_id=spot[0],
                start=spot[1],
                end=spot[2],
                upload=row.upload,
                over=upload,
                row=json.loads(serializers.serialize("json", [row]))[0],
            )
            for row in rows
            if (spot := row.spot) is not None
        ]
    )


def forget(submission: Submission, spots: set[Spot]) -> None:
    """Give up what lies beneath these spots: what somebody types there holds, whatever file is taken out."""
    beneath = [row.pk for row in submission.replaced.all() if row.spot in spots]
    submission.replaced.filter(pk__in=beneath).delete()


def uncover(submission: Submission, upload: Upload) -> set[Spot]:
    """Bring back what the file covered, but for what another covers as well; gives the spots that moved."""
    beneath = list(submission.replaced.all())
    its = [row for row in beneath if row.upload_id == upload.pk]
    over_its_figure = {row.spot: row.over_id for row in its if row.is_figure}
    over_it = {row.spot: row.over_id for row in its} | over_its_figure
    back = []
    for row in beneath:
        if row.over_id != upload.pk:
            continue
        above = (over_its_figure if row.is_figure else over_it).get(row.spot)
        if above is None:
            back.append(row)
        else:
            Replaced.objects.filter(pk=row.pk).update(over=above)
    for kept in serializers.deserialize("python", [row.row for row in back], ignorenonexistent=True):
        kept.save()
    submission.replaced.filter(pk__in=[row.pk for row in (*its, *back)]).delete()
    return {row.spot for row in (*its, *back)}


def get_covered(submission: Submission) -> dict[tuple[Spot, int], StagedFigure]:
    """The figure beneath each spot, by the file that lies over it, the latest where there are several."""
    return {
        (row.spot, row.over_id): cast(StagedFigure, kept.object)
        for row in submission.replaced.all()
        if row.is_figure
        for kept in serializers.deserialize("python", [row.row], ignorenonexistent=True)
    }
