"""Periods in templates."""

from django import template

from indicators.messages.figures import show_period

register = template.Library()
register.filter("period_name", show_period)
