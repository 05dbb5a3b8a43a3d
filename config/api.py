"""/api/v1/: what each app offers, under one router, with its OpenAPI document. Whatever else is asked for is a 404."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter

from agencies.api import AgencyViewSet, Door
from plan.api import PlanViewSet, TaskViewSet
from reports.api import ConsolidationViewSet, RoundViewSet, SubmissionViewSet
from reports.followup.api import FollowUpViewSet
from targets.api import IndicatorViewSet, MeasurementViewSet


@extend_schema(exclude=True)
class Root(Door, APIRootView):
    """The addresses there are."""


class Router(DefaultRouter):
    APIRootView = Root
    include_format_suffixes = False


@extend_schema(exclude=True)
class Document(Door, SpectacularJSONAPIView):
    """What there is to ask and to be told, as OpenAPI."""


@extend_schema(exclude=True)
class Unknown(Door):
    """Any other address under /api/v1/, so that a program gets JSON and not a page."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.not_found()


router = Router()
router.register("plans", PlanViewSet, "plan")
router.register("tasks", TaskViewSet, "task")
router.register("agencies", AgencyViewSet, "agency")
router.register("indicators", IndicatorViewSet, "indicator")
router.register("measurements", MeasurementViewSet, "measurement")
router.register("rounds", RoundViewSet, "round")
router.register("submissions", SubmissionViewSet, "submission")
router.register("consolidations", ConsolidationViewSet, "consolidation")
router.register("follow-ups", FollowUpViewSet, "follow-up")

app_name = "api"
urlpatterns = [
    *router.urls,
    path("schema/", Document.as_view(), name="schema"),
    path("<path:rest>", Unknown.as_view(), name="unknown"),
]
