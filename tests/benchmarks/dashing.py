"""The pillar page as a minimal Dash app: its layout is a function, so that each visit reads the figures."""

from __future__ import annotations

from typing import Any

from indicators.models import Indicator
from tests.benchmarks.naive import draw, read_frame

VISIT = ("/", "/_dash-layout", "/_dash-dependencies")  # what a browser asks for, without static files


def make_app(pillar: str) -> Any:
    """The app as WSGI."""
    from dash import Dash, dcc, html  # takes a second, and only what is measured needs it

    app = Dash(__name__)

    def layout() -> html.Div:
        return html.Div([section(one) for one in Indicator.objects.filter(topic__pillar__code=pillar)])

    def section(indicator: Indicator) -> html.Section:
        frame = read_frame(indicator)
        latest = html.P(str(frame["value"].iloc[-1]))
        return html.Section([html.H2(indicator.name), latest, dcc.Graph(figure=draw(frame))])

    app.layout = layout
    return app.server.wsgi_app
