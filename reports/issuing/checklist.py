"""What speaks against issuing a draft. Each is a sentence with the way to mend it; none forbids the issue."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.consolidate.editing import changed_sources
from reports.consolidate.readiness import changed_since
from reports.documents.face import NoFace
from reports.documents.template import Unfit
from reports.issuing.lettering import unprintable_in
from reports.models import Attachment, Consolidation
from reports.papers.checking import checked
from reports.workflow import APPROVED

NAMED_AT_ONCE = 4  # names beside a point; more are folded away


@dataclass(frozen=True)
class Check:
    """One point of the list and what it is about; `url` leads to where it is mended, under the words `label`."""

    text: str
    names: Sequence[str] = ()
    url: str = ""
    label: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.text}: {'; '.join(self.names)}." if self.names else self.text

    @property
    def is_long(self) -> bool:
        return len(self.names) > NAMED_AT_ONCE


def checks_of(consolidation: Consolidation) -> list[Check]:
    """Everything to read before issuing. A fixed number of queries."""
    return [
        *_missing(consolidation),
        *_stale(consolidation),
        *_passages(consolidation),
        *_letterhead(consolidation),
        *_paper(consolidation),
        *_sample(consolidation),
    ]


def digest_of(checks: Iterable[Check]) -> str:
    """Says whether the list is still the one that somebody read."""
    return hashlib.sha256("\n".join(check.sentence for check in checks).encode()).hexdigest()[:16]


def _missing(consolidation: Consolidation) -> Iterator[Check]:
    round_ = consolidation.round
    board = reverse("reports:board", args=[round_.plan.code, round_.year])
    missing = list(consolidation.agencies.exclude(state__in=APPROVED).values_list("agency_name", flat=True))
    if missing:
        words = _("Còn {count} cơ quan chưa có báo cáo được duyệt trong bản này")
        yield Check(words.format(count=len(missing)), missing, board, _("Mở bảng theo dõi"))
    blank = list(consolidation.indicators.filter(answer="").values_list("code", flat=True))
    if blank:
        words = _("{count} chỉ tiêu chưa có số liệu được duyệt")
        yield Check(words.format(count=len(blank)), blank, board, _("Mở bảng theo dõi"))


def _stale(consolidation: Consolidation) -> Iterator[Check]:
    changed = changed_since(consolidation)
    if changed:
        round_ = consolidation.round
        words = _("Nên lập bản mới: từ khi lập bản này, {count} báo cáo đã được gửi, duyệt, trả lại hoặc mở lại")
        url = reverse("reports:consolidation", args=[round_.plan.code, round_.year])
        yield Check(words.format(count=len(changed)), changed, url, _("Lập bản mới"))


def _passages(consolidation: Consolidation) -> Iterator[Check]:
    """Passages in which nothing stands, those nobody has read since they were put together, and those whose sources
    say something else than when they were written."""
    round_ = consolidation.round
    url, label = reverse("reports:narrative", args=[round_.plan.code, round_.year]), _("Mở lời văn")
    passages = list(consolidation.passages.order_by("order"))
    changed = changed_sources(consolidation, passages)
    found = {
        _("{count} đoạn chưa có nội dung"): [one for one in passages if not one.text],
        _("{count} đoạn được điền sẵn chưa ai sửa hay đọc lại"): [
            one for one in passages if one.text and one.edited_at is None
        ],
        _("{count} đoạn có nguồn đã thay đổi từ khi viết"): [one for one in passages if one.key in changed],
    }
    for words, ones in found.items():
        if ones:
            yield Check(words.format(count=len(ones)), [one.heading for one in ones], url, label)


def _paper(consolidation: Consolidation) -> Iterator[Check]:
    """What will not be seen on paper, and what is wrong with the office's own template."""
    try:
        strange = [f"{place} ({' '.join(sorted(signs))})" for place, signs in unprintable_in(consolidation)]
        if strange:
            yield Check(_("Văn bản in ô trống thay cho ký tự mà phông chữ không có"), strange)
    except NoFace as missing:
        yield Check(_("Máy chủ thiếu phông chữ {name}. Hãy báo người quản trị.").format(name=missing.name))
    template = consolidation.template
    if template is None or template.file is None:
        return
    url = reverse("reports:paper_template", args=[consolidation.round.plan.code])
    for fault in _template_faults(template.file):
        yield Check(_("Mẫu văn bản: {fault}").format(fault=fault), (), url, _("Mở mẫu văn bản"))


def _template_faults(file: Attachment) -> list[str]:
    try:
        with file.file.open("rb") as stored:
            found = checked(stored.read())
    except FileNotFoundError:
        return [_("Kho tệp không còn tệp mẫu. Hãy nạp lại mẫu rồi lập bản mới.")]
    except Unfit as error:
        return [str(error)]
    return [*found.faults, *found.remarks]


def _letterhead(consolidation: Consolidation) -> Iterator[Check]:
    """What the paper needs and a plan may lack."""
    plan = reverse("plan:detail", args=[consolidation.round.plan.code])
    lacks = {
        _("cơ quan tổng hợp"): not consolidation.coordinator_name,
        _("địa danh"): not consolidation.place,
        _("nơi kính gửi"): not consolidation.addressees,
        _("nơi nhận"): not consolidation.recipients,
    }
    names = [name for name, lacking in lacks.items() if lacking]
    if names:
        yield Check(_("Kế hoạch chưa có những điều văn bản cần"), names, plan, _("Mở kế hoạch"))


def _sample(consolidation: Consolidation) -> Iterator[Check]:
    if consolidation.round.is_demonstration:
        yield Check(_("Kỳ báo cáo này chứa số liệu minh họa, không phải số liệu thật."))
