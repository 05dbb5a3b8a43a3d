"""Figures as /api/v1/ writes and reads them."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from targets.figures import FigureError, parse_plain


class Figure(serializers.DecimalField):
    """A figure as a string of a plain decimal without needless zeros: "52.5"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=None, decimal_places=None, normalize_output=True, read_only=True, **options)


class PlainFigure(serializers.CharField):
    """A figure as a program writes it: digits with a decimal point."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            return parse_plain(super().to_internal_value(data))
        except FigureError as error:
            raise ValidationError(str(error)) from error
