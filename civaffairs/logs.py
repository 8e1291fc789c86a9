"""One JSON object a line, with the request it belongs to; never what somebody typed or handed in."""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import datetime

from django.utils.timezone import get_default_timezone

request_id: ContextVar[str] = ContextVar("request_id", default="")

EXTRAS = ("method", "path", "status", "ms", "user")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, get_default_timezone()).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage().split("\n", 1)[0],  # what follows is quoted
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= {name: getattr(record, name) for name in EXTRAS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def describe(error: BaseException) -> dict[str, object]:
    """The kind of an error and where it arose; its message may quote a cell, so that is left out."""
    frames = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    return {
        "kind": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": frames,
        **({"cause": f"{type(cause).__module__}.{type(cause).__qualname__}"} if cause else {}),
    }


def configuration(stream: str) -> dict[str, object]:
    """Django's LOGGING: everything to one stream, `stdout` or `stderr`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "civaffairs.logs.JsonFormatter"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "stream": f"ext://sys.{stream}",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "civaffairs": {"level": "INFO"},
            # Without handlers of their own, which write plain text and send mail.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # The development server's own lines have query strings; ours tell the same.
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        },
    }
