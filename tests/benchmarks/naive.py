"""The pillar page as it is written without a thought for speed, and a view that shows nothing.

Both stand in the site's own frame, behind its own middleware, so that what differs is the page alone.
"""

from __future__ import annotations

from functools import cache

import pandas as pd
import plotly.express as px
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from indicators.models import Indicator, Observation, Region

PAGE = """
{% extends "base.html" %}
{% block title %}{{ pillar }}{% endblock %}
{% block head %}<script src="{% static "plotly/plotly.min.js" %}"></script>{% endblock %}
{% block content %}
  {% for name, value, chart in charts %}
    <section class="card"><h2>{{ name }}</h2><p>{{ value }}</p>{{ chart|safe }}</section>
  {% endfor %}
{% endblock %}
"""


def naive(request: HttpRequest, code: str) -> HttpResponse:
    """Rows to a frame, the frame to a figure, the figure to HTML, for each indicator of the pillar."""
    charts = []
    for indicator in Indicator.objects.filter(topic__pillar__code=code):
        frame = read_frame(indicator)
        chart = draw(frame).to_html(full_html=False, include_plotlyjs=False)
        charts.append((indicator.name, frame["value"].iloc[-1], chart))
    return HttpResponse(page().render({"pillar": code, "charts": charts}, request))


def read_frame(indicator: Indicator) -> pd.DataFrame:
    """The current figures of the whole, oldest first."""
    rows = Observation.objects.filter(
        indicator=indicator, region=Region.objects.get(parent=None), superseded_in=None
    )
    return pd.DataFrame(list(rows.order_by("end").values("end", "value"))).astype({"value": float})


def draw(frame: pd.DataFrame):
    return px.line(frame, x="end", y="value", markers=True)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@cache
def page():
    return engines["django"].from_string(PAGE)


urlpatterns = [
    path("naive/<str:code>/", naive),
    path("bare/", bare),
    path("", include("civaffairs.urls")),
]
