"""Plans and their tasks through /api/v1/."""

from django.db.models import Prefetch, Q, QuerySet
from django_filters.filters import CharFilter, ChoiceFilter
from django_filters.rest_framework.filterset import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.api import AgencyRef, DayQuery, ReadOnlyViewSet, day_asked
from agencies.models import AgencyGroup, GroupMembership
from plan.enums import Duty
from plan.models import Coordinator, Plan, Responsibility, Section, Task


class SectionRef(serializers.ModelSerializer[Section]):
    class Meta:
        model = Section
        fields = ["code", "title"]


class SectionSerializer(serializers.ModelSerializer[Section]):
    class Meta:
        model = Section
        fields = [*SectionRef.Meta.fields, "text"]


class PlanSerializer(serializers.ModelSerializer[Plan]):
    issuer = AgencyRef()
    coordinator = serializers.SerializerMethodField()

    class Meta:
        model = Plan
        fields = [
            *("code", "title", "short_title", "number", "issued_on", "place", "issuer", "coordinator"),
            *("start_year", "horizon_year", "vision", "legal_bases", "agency_due", "consolidation_due"),
            "at_risk_share",
        ]

    @extend_schema_field(AgencyRef(allow_null=True))
    def get_coordinator(self, plan: Plan) -> dict[str, str] | None:
        current = list(plan.coordinators.all())  # those of the day, as the view prefetched them
        return AgencyRef(current[0].agency).data if current else None


class PlanDetail(PlanSerializer):
    sections = SectionSerializer(many=True)

    class Meta(PlanSerializer.Meta):
        fields = [*PlanSerializer.Meta.fields, "sections"]


class PlanViewSet(ReadOnlyViewSet[Plan]):
    """The plans, by code. One plan also brings its text, section by section, in the order of the document."""

    queryset = Plan.objects.all()
    serializer_class = PlanSerializer
    detail_serializer_class = PlanDetail
    lookup_field = "code"
    queries = (DayQuery,)

    def visible(self) -> QuerySet[Plan]:
        coordinators = Coordinator.objects.on(self.on).select_related("agency")
        plans = Plan.objects.select_related("issuer").prefetch_related(Prefetch("coordinators", coordinators))
        return plans.prefetch_related("sections") if self.action == "retrieve" else plans


class GroupSerializer(serializers.ModelSerializer[AgencyGroup]):
    """Agencies named together; `members` is empty until the coordinator has named them."""

    members = serializers.SerializerMethodField()

    class Meta:
        model = AgencyGroup
        fields = ["code", "name", "members"]

    @extend_schema_field(AgencyRef(many=True))
    def get_members(self, group: AgencyGroup) -> list[dict[str, str]]:
        return [AgencyRef(row.agency).data for row in group.memberships.all()]


class ResponsibilitySerializer(serializers.ModelSerializer[Responsibility]):
    """Either an agency or a group, and the plan's own words for it."""

    duty_label = serializers.CharField(source="get_duty_display", read_only=True)
    agency = AgencyRef(allow_null=True)
    group = GroupSerializer(allow_null=True)

    class Meta:
        model = Responsibility
        fields = ["duty", "duty_label", "agency", "group", "wording", "valid_from", "valid_to"]


class TaskSerializer(serializers.ModelSerializer[Task]):
    plan = serializers.CharField(source="plan.code")
    section = SectionRef()
    responsibilities = ResponsibilitySerializer(many=True)

    class Meta:
        model = Task
        fields = ["plan", "code", "title", "text", "section", "responsibilities", "valid_from", "valid_to"]


class TaskFilter(FilterSet):
    plan = CharFilter("plan__code", help_text="Code of the plan.")
    section = CharFilter("section__code", help_text="Code of the section, such as III.1.")
    agency = CharFilter(
        method="naming", help_text="Code of an agency that leads or supports, itself or as a member of a group."
    )
    duty = ChoiceFilter(choices=Duty.choices, method="naming", help_text="With `agency`: only this duty.")

    def naming(self, tasks: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        """Both filters about duties are one condition, so that it holds of one and the same duty."""
        on, asked = day_asked(self.request), self.form.cleaned_data
        duties = Responsibility.objects.on(on)
        if asked["agency"]:
            groups = GroupMembership.objects.on(on).filter(agency__code=asked["agency"]).values("group")
            duties = duties.filter(Q(agency__code=asked["agency"]) | Q(group__in=groups))
        if asked["duty"]:
            duties = duties.filter(duty=asked["duty"])
        return tasks.filter(pk__in=duties.values("task"))


class TaskViewSet(ReadOnlyViewSet[Task]):
    """The tasks in the plan's order, by the plan's own code, with who leads and who supports on the day asked for."""

    queryset = Task.objects.all()
    serializer_class = TaskSerializer
    filterset_class = TaskFilter
    lookup_field = "code"
    plan_path = "plan__code"
    queries = (DayQuery,)

    def visible(self) -> QuerySet[Task]:
        members = GroupMembership.objects.on(self.on).select_related("agency").order_by("agency__sort_key")
        duties = Responsibility.objects.on(self.on).select_related("agency", "group").order_by("duty", "order", "pk")
        tasks: QuerySet[Task] = Task.objects.on(self.on).select_related("plan", "section")
        return tasks.prefetch_related(
            Prefetch("responsibilities", duties.prefetch_related(Prefetch("group__memberships", members)))
        ).order_by("plan__code", "order", "pk")
