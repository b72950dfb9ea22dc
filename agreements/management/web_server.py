"""gunicorn inside a management command, so that one process holds the site and its database together."""

import signal
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

HOST = "127.0.0.1"


class WebServer(BaseApplication):
    """Serves the site on the loopback address until a signal ends it; `run` leaves by SystemExit."""

    def __init__(self, port: int, announce: Callable[[], None]) -> None:
        self.port = port
        self.announce = announce
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"{HOST}:{self.port}",
            "workers": 2,
            "worker_class": "gthread",
            "threads": 4,
            # Loaded once and shared by the workers, which are then ready as soon as they are forked.
            "preload_app": True,
            "graceful_timeout": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self._ready,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        application = get_wsgi_application()
        _ = get_resolver().url_patterns
        # A connection must not be shared by two processes.
        connections.close_all()
        return application

    def _ready(self, arbiter: Any) -> None:
        # The terminal is closed: gunicorn would reload and live on without it.
        signal.signal(signal.SIGHUP, lambda number, frame: arbiter.signal(signal.SIGTERM, frame))
        self.announce()
