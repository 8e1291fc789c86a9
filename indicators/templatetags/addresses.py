"""`{% url %}` as Django has it; an address once made is remembered, for it follows from the routes alone."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()


class Address(URLNode):
    """As Django makes it where it is named by parts, depends on the application, or may be missing."""

    def render(self, context: Context) -> str:
        name = self.view_name.resolve(context)
        if self.asvar or self.kwargs or ":" in name or not context.autoescape:
            return super().render(context)
        args = tuple(str(arg.resolve(context)) for arg in self.args)
        return _reverse(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, args)


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    node = parse(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


@lru_cache(maxsize=10_000)
def _reverse(routes: str, prefix: str, name: str, args: tuple[str, ...]) -> SafeString:
    return escape(reverse(name, routes, args))
