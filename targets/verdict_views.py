from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access import person_of
from plan.selectors import get_plan
from targets import explaining
from targets.figures import format_figure
from targets.projection import CONFIDENCE, FEWEST
from targets.selectors import indicator_rows


@require_safe
def verdicts(request: HttpRequest, plan: str) -> HttpResponse:
    """How this plan's indicators are judged, with its own indicators as examples, for everybody who holds a role."""
    the_plan = get_plan(person_of(request), plan)
    pairs = explaining.with_rules(indicator_rows(the_plan, on=timezone.localdate()))
    context = {
        "plan": the_plan,
        "verdicts": explaining.verdict_examples(pairs),
        "meanings": explaining.meanings(pairs),
        "way": explaining.way_of(pairs),
        "share": format_figure(the_plan.at_risk_share * 100),
        "forecast": explaining.forecast_of(pairs),
        "confidence": CONFIDENCE,
        "fewest": FEWEST,
        "nothing": explaining.nothing_examples(pairs),
        "qualities": explaining.quality_examples(pairs),
    }
    return render(request, "targets/verdicts.html", context)
