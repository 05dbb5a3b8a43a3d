"""Agencies through /api/v1/, and what every address there has in common.

The API speaks English in its names and Vietnamese in its refusals. Figures are strings of plain decimals, days and
moments are ISO 8601. A refusal is {"detail": sentence} or {"field": [sentence]}.
"""

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar, NoReturn, TypeVar, cast

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.filters import ChoiceFilter, DateFilter
from django_filters.rest_framework.filterset import FilterSet
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated, NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from agencies.access import Person, person_of
from agencies.enums import Level
from agencies.models import Agency
from agencies.models.dated import holds_on

Row = TypeVar("Row", bound=Model, covariant=True)


class Problem(serializers.Serializer[Any]):
    """Why there is no answer, as a sentence."""

    detail = serializers.CharField()


_BAD_REQUEST = {  # sentences about the query, under the name of the parameter they are about
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}


class DayQuery(serializers.Serializer[Any]):
    on = serializers.DateField(required=False, help_text="Duties and owners as of this day; today when left out.")


class PlanQuery(serializers.Serializer[Any]):
    plan = serializers.CharField(required=False, help_text="Code of the plan; needed where two plans use one code.")


class Schema(AutoSchema):
    """Documents, for every operation, the parameters its view reads itself and the refusals all of them share."""

    def get_override_parameters(self) -> list[Any]:
        view = cast("ReadOnlyViewSet[Model]", self.view)
        queries = [*view.queries, PlanQuery] if view.detail and view.plan_path else view.queries
        return [*super().get_override_parameters(), *queries]

    def get_response_serializers(self) -> Any:
        return {
            200: super().get_response_serializers(),
            400: OpenApiResponse(_BAD_REQUEST, "A parameter is wrong; the body names it."),
            403: OpenApiResponse(Problem, "Not signed in."),
            404: OpenApiResponse(Problem, "There is no such thing, or it is not for this person."),
        }


class Door(APIView):
    """Who may come in at all: a visitor is asked to sign in (403), a person without a role finds nothing (404)."""

    schema = Schema()

    def permission_denied(self, request: Request, message: str | None = None, code: str | None = None) -> NoReturn:
        if not request.user.is_authenticated:
            raise NotAuthenticated(_("Hãy đăng nhập trước khi đọc dữ liệu này."))
        super().permission_denied(request, message, code)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not self.person.is_member:
            self.not_found()

    @property
    def person(self) -> Person:
        return person_of(self.request)

    def not_found(self) -> NoReturn:
        raise NotFound(_("Không tìm thấy dữ liệu này, hoặc bạn không được xem."))


class Pages(PageNumberPagination):
    """100 rows a page, ?page=2 and so on."""

    invalid_page_message = gettext_lazy("Không có trang này.")  # type: ignore[assignment]


class ReadOnlyViewSet(Door, ReadOnlyModelViewSet[Row]):
    """A list and one object of it by `lookup_field`. `queryset` names the model, `visible` says what may be seen.

    `plan_path` leads to the plan's code where the key is unique only within a plan: ?plan= then tells which is meant.
    """

    pagination_class = Pages
    lookup_value_regex = r"[-\w.]+"
    plan_path: ClassVar[str] = ""
    detail_serializer_class: ClassVar[type[serializers.BaseSerializer[Any]] | None] = None
    queries: ClassVar[tuple[type[serializers.Serializer[Any]], ...]] = ()

    def visible(self) -> QuerySet[Any]:
        """What this person may see, with everything the serializer reads; the same rows as on the pages."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):  # nobody is asking: the schema is being written
            return super().get_queryset().none()
        return self.visible()

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        detail = self.detail_serializer_class if self.action == "retrieve" else None
        return detail or super().get_serializer_class()

    def get_object(self) -> Any:
        """The object under its human key. A key that two plans use is asked about, not guessed."""
        rows = self.get_queryset().filter(**{self.lookup_field: self.kwargs[self.lookup_field]})
        query = PlanQuery(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        if self.plan_path and "plan" in query.validated_data:
            rows = rows.filter(**{self.plan_path: query.validated_data["plan"]})
        found = list(rows[:2])
        if not found:
            self.not_found()
        if len(found) > 1:
            raise ValidationError({"plan": [_("Mã này có trong nhiều kế hoạch. Hãy thêm ?plan= và mã của kế hoạch.")]})
        return found[0]

    @cached_property
    def on(self) -> dt.date:
        """The day that was asked for."""
        return day_asked(self.request)


def day_asked(request: Request) -> dt.date:
    """The day of ?on=, today without it; ValidationError naming the field where it is no day."""
    query = DayQuery(data=request.query_params)
    query.is_valid(raise_exception=True)
    day: dt.date = query.validated_data.get("on") or timezone.localdate()
    return day


class AgencyRef(serializers.ModelSerializer[Agency]):
    """An agency where something else is about it."""

    class Meta:
        model = Agency
        fields = ["code", "name", "short_name"]


class AgencySerializer(serializers.ModelSerializer[Agency]):
    level_label = serializers.CharField(source="get_level_display", read_only=True)

    class Meta:
        model = Agency
        fields = [*AgencyRef.Meta.fields, "level", "level_label", "aliases", "uses_signoff", "valid_from", "valid_to"]


class AgencyFilter(FilterSet):
    level = ChoiceFilter(choices=Level.choices)
    on = DateFilter(method="existing", help_text="Only agencies that exist on this day.")

    def existing(self, rows: QuerySet[Agency], name: str, day: dt.date) -> QuerySet[Agency]:
        return rows.filter(holds_on(day))


class AgencyViewSet(ReadOnlyViewSet[Agency]):
    """Every agency, those that have ended too: old reports name them. `valid_to` is the first day it is no more."""

    queryset = Agency.objects.all()
    serializer_class = AgencySerializer
    filterset_class = AgencyFilter
    lookup_field = "code"

    def visible(self) -> QuerySet[Agency]:
        return Agency.objects.order_by("sort_key", "pk")
