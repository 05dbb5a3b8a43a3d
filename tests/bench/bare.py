"""The yardstick S: a bare view on the same server and database, one SELECT of 300 rows rendered to 20 kB."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import include, path

from reports.models import TaskEntry

PAGE = Engine().from_string(
    "<!doctype html><table>"
    "{% for pk, state, text in rows %}<tr><td>{{ pk }}<td>{{ state }}<td>{{ text }}{% endfor %}</table>"
)


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    first = TaskEntry.objects.order_by("pk").values_list("pk", "state", "result")[:300]  # by its key: flat at any size
    rows = [(pk, state, text[:40]) for pk, state, text in first]
    return HttpResponse(PAGE.render(Context({"rows": rows})))


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
