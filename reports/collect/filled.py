"""The rule of `reports.collect.completeness` for the database: items without a gap (a test holds the two together)."""

from django.db.models import Q

from reports.collect.completeness import NEEDS_NOTE
from reports.enums import Progress
from targets.enums import Answer

TASK_IS_FILLED = ~Q(progress="") & (Q(progress=Progress.NOT_ARISEN) | ~Q(result=""))
INDICATOR_IS_FILLED = ~Q(answer="") & ~Q(answer=Answer.FIGURE, value=None) & ~Q(answer__in=NEEDS_NOTE, note="")
