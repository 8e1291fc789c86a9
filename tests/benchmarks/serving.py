"""Asking a WSGI application for a page: directly, or by several clients at once over HTTP."""

from __future__ import annotations

import gzip
import socketserver
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from multiprocessing import get_context
from statistics import quantiles
from time import perf_counter
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.test import RequestFactory

THREADS = 8
App = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def size(self) -> int:
        """Bytes on the wire: as sent where it is compressed, else as gzip would make it."""
        return len(self.body) if self.headers.get("Content-Encoding") else len(gzip.compress(self.body))


def ask(app: App, path: str, cookie: str = "", **headers: str) -> Answer:
    """One request, without a server; nothing but the application is timed."""
    environ = RequestFactory(headers={"Cookie": cookie, **headers}).get(path).environ
    told: list[Any] = []
    begun = perf_counter()
    response = app(environ, lambda *start: told.append(start))
    body = b"".join(response)
    seconds = perf_counter() - begun
    if hasattr(response, "close"):
        response.close()
    status, headers_sent = told[0][:2]
    return Answer(int(status[:3]), dict(headers_sent), body, seconds)


class Pooled(WSGIServer):
    """As many threads as clients, each of which keeps its connection to the database."""

    request_queue_size = 64

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.pool = ThreadPoolExecutor(THREADS)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.pool.submit(self._answer, request, client_address)

    def _answer(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        finally:
            self.shutdown_request(request)


class Quiet(WSGIRequestHandler):
    def log_message(self, *given: Any) -> None:
        pass


@contextmanager
def served(app: App) -> Iterator[int]:
    """The port at which a process of its own serves the application."""
    socketserver.TCPServer.allow_reuse_address = True
    server = Pooled(("127.0.0.1", 0), Quiet)
    server.set_app(app)
    process = get_context("fork").Process(target=server.serve_forever, daemon=True)
    process.start()
    try:
        yield server.server_port
    finally:
        process.terminate()
        process.join()
        server.server_close()


@dataclass(frozen=True, slots=True)
class Visit:
    """What one client asks of the server at a port, so many times in each round."""

    port: int
    paths: Sequence[str]
    times: int

    def __call__(self, cookie: str) -> float:
        begun = perf_counter()
        for path in self.paths:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
            connection.request("GET", path, headers={"Cookie": cookie})
            response = connection.getresponse()
            assert response.status == 200
            assert response.read()
            connection.close()
        return perf_counter() - begun


def crowd(visits: Mapping[str, Visit], rounds: int, cookie: str = "") -> dict[str, float]:
    """The seconds within which 95 of 100 visits of a kind end where 8 clients come at once.

    The kinds take turns, so that all suffer alike from what else runs; the first round warms them up.
    """
    times: dict[str, list[float]] = {kind: [] for kind in visits}
    with ThreadPoolExecutor(THREADS) as clients:
        for number in range(rounds + 1):
            for kind, visit in visits.items():
                taken = list(clients.map(visit, [cookie] * THREADS * visit.times))
                times[kind] += taken if number else []
    return {kind: quantiles(each, n=20)[-1] for kind, each in times.items()}
