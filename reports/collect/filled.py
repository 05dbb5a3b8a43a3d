"""The rule of `reports.collect.completeness` for the database: items without a gap (a test holds the two together).

That a surprising figure also wants a word of explanation is no matter of what is filled in: it is asked for at sending.
"""

from django.db.models import Q

from reports.collect.completeness import NEEDS_NOTE
from reports.enums import Progress
from targets.enums import Answer

TASK_IS_FILLED = ~Q(progress="") & (Q(progress=Progress.NOT_ARISEN) | ~Q(result=""))
_HALF_A_QUOTIENT = Q(answer=Answer.FIGURE, numerator=None) & ~Q(typed_numerator="", typed_denominator="")
INDICATOR_IS_FILLED = (
    ~Q(answer="") & ~Q(answer=Answer.FIGURE, value=None) & ~_HALF_A_QUOTIENT & ~Q(answer__in=NEEDS_NOTE, note="")
)
