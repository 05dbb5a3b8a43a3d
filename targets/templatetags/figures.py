"""Figures in templates, written the way `targets.figures` writes them everywhere."""

from decimal import Decimal

from django import template

from targets.figures import format_figure
from targets.figures import with_unit as figure_with_unit

register = template.Library()


@register.filter
def figure(value: Decimal | None, decimals: int | None = None) -> str:
    """A figure without its unit: {{ value|figure }}, {{ value|figure:2 }}; nothing where there is none."""
    return "" if value is None else format_figure(Decimal(value), decimals, min_decimals=decimals or 0)


@register.filter
def with_unit(value: Decimal | None, unit: str) -> str:
    """A figure with its unit: {{ value|with_unit:"căn hộ" }}; nothing where there is none."""
    return "" if value is None else figure_with_unit(Decimal(value), unit)
