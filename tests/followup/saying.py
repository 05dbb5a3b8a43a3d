"""Answers for tests, as an agency would give them."""

from decimal import Decimal

from reports.followup.said import Said
from targets.enums import Answer, Quality


def figure(value, quality, numerator=None, denominator=None):
    return Said(
        answer=Answer.FIGURE,
        quality=Quality(quality),
        value=None if value is None else Decimal(value),
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
    )


def official(value, **parts):
    return figure(value, "official", **parts)


def estimate(value, **parts):
    return figure(value, "estimate", **parts)


def declared(answer):
    return Said(answer=Answer(answer), quality=Quality.OFFICIAL)
