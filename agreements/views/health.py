from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a database in trouble does not get the site restarted."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 once the database answers and holds every migration of this release, else 503 with one line saying why."""
    complaint = _complaint()
    return HttpResponse(f"{complaint or 'ok'}\n", content_type="text/plain", status=503 if complaint else 200)


def _complaint() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "The database does not answer."
    return f"{len(waiting)} migrations are not applied: run manage.py migrate." if waiting else ""
