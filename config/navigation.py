"""What the main menu shows: only doors that open for this person (context processor)."""

from django.conf import settings
from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    return {"nav": [], "demo": settings.DEMO}
