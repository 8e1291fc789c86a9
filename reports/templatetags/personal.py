"""What a page shows of its reader."""

from __future__ import annotations

from secrets import token_hex
from typing import cast

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

MARK = token_hex(16)  # no figure and no name can look like it

register = template.Library()


@register.simple_tag(takes_context=True)
def personal(context: Context, name: str) -> SafeString:
    """A component that differs from reader to reader; of a page for all of them only its place."""
    if context.get("for_all"):
        return mark_safe(f"<!--{MARK}{name}{MARK}-->")  # noqa: S308 - a name of ours
    component = cast(template.Template, context.template).engine.get_template(name)
    return component.render(context)
