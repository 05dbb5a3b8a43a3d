from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from agencies import audit


def audit_source(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Changes made while answering a request are recorded as coming from its address and caller."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with audit.source(f"{request.method} {request.path} {request.META.get('REMOTE_ADDR', '')}"):
            return get_response(request)

    return middleware
