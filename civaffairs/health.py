"""Whether the site is there, for whatever watches over it: no login, no details."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.services import worker

logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration; says so where files wait for a worker."""
    if not is_ready():
        return HttpResponse("not ready", content_type="text/plain", status=503)
    said = "ok, but no worker reads what waits" if worker.is_gone() else "ok"
    return HttpResponse(said, content_type="text/plain")


def is_ready() -> bool:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        logger.warning("The database does not answer.", exc_info=True)
        return False
    if behind:
        logger.warning("Migrations are missing: %d", len(behind))
    return not behind
