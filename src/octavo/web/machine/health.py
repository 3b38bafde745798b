"""What the host's watchers ask: is the process alive, the database, how much, which version."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now

from octavo import __version__
from octavo.store import site_settings
from octavo.store.metrics import counters, gauges
from octavo.web.middleware import is_among


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers."""
    if not site_settings.database_answers():
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def version(request: HttpRequest) -> HttpResponse:
    """Which Octavo this is."""
    return JsonResponse({"name": "octavo", "version": __version__})


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text format, for networks the owner allowed. A request that came through a proxy
    nobody told us of is refused: its address is the proxy's."""
    address = request.META.get("REMOTE_ADDR", "")
    if request.META.get("octavo.is_relayed") or not is_among(
        address, settings.METRICS_ALLOWED_NETWORKS
    ):
        return HttpResponse("not from here\n", status=403, content_type="text/plain")
    lines = [*_exposed("gauge", gauges(now())), *_exposed("counter", counters())]
    body = "\n".join(lines) + "\n"
    return HttpResponse(body, content_type="text/plain; version=0.0.4; charset=utf-8")


def _exposed(kind: str, figures: dict[str, tuple[str, float]]) -> Iterator[str]:
    """Lines of Prometheus' text format."""
    for name, (help_text, value) in figures.items():
        yield f"# HELP octavo_{name} {help_text}"
        yield f"# TYPE octavo_{name} {kind}"
        yield f"octavo_{name} {value:g}"
