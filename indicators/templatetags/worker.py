"""Whether large files are being read."""

from django import template

from indicators.services import worker

register = template.Library()

register.simple_tag(worker.is_gone, name="worker_is_gone")
