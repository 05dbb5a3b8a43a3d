"""What speaks against issuing a draft. Each is a sentence to read; none forbids it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from reports.consolidate.content import named
from reports.models import Consolidation, Submission
from reports.workflow import APPROVED, Action

_REVIEW_STEPS = (Action.ACCEPT, Action.RETURN, Action.REOPEN)


def warnings_of(consolidation: Consolidation) -> list[str]:
    """Missing agencies and figures, what was decided after the draft was built, sample figures. Three queries."""
    warnings = []
    missing = list(consolidation.agencies.exclude(state__in=APPROVED).values_list("agency_name", flat=True))
    if missing:
        words = _("Còn {count} cơ quan chưa có báo cáo được duyệt trong bản này: {names}.")
        warnings.append(words.format(count=len(missing), names=named(missing)))
    blank = list(consolidation.indicators.filter(answer="").values_list("code", flat=True))
    if blank:
        words = _("{count} chỉ tiêu chưa có số liệu được duyệt: {codes}.")
        warnings.append(words.format(count=len(blank), codes=", ".join(blank)))
    changed = changed_since(consolidation)
    if changed:
        words = _("Sau khi lập bản này, báo cáo của {names} đã được duyệt, trả lại hoặc mở lại. Nên lập bản mới.")
        warnings.append(words.format(names=named(changed)))
    if consolidation.round.is_demonstration:
        warnings.append(_("Kỳ báo cáo này chứa số liệu minh họa, không phải số liệu thật."))
    return warnings


def changed_since(consolidation: Consolidation) -> list[str]:
    """The agencies about whose reports something was decided since the draft was built. One query."""
    built_at = consolidation.built_at
    decided = Q(versions__notes__at__gt=built_at) | Q(
        transitions__action__in=_REVIEW_STEPS, transitions__at__gt=built_at
    )
    names = Submission.objects.filter(decided, round=consolidation.round_id).order_by("agency_name")
    return list(names.distinct().values_list("agency_name", flat=True))
