"""From the consolidated report back to who said it, and from an agency's report to where it was used."""

import pytest
from django.urls import reverse

from reports.models import ConsolidatedPart, SubmissionVersion
from tests.steps import report_of


@pytest.fixture
def look(client, world):
    """look(user, "trace_task", report.pk, "1.1") gives the page's answer."""

    def _look(user, route, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"reports:{route}", args=args), query)

    return _look


def test_a_figure_leads_to_the_sending_its_people_and_its_decision(look, world, report):
    answer = look(world.dung, "trace_indicator", report.pk, "2.1.1")
    origin = answer.context["trace"].origin
    assert (origin.version.submission.agency, origin.version.signed_by) == (world.a, world.binh)
    assert origin.figure.code == "2.1.1"
    assert [(note.decision, note.by) for note in origin.decisions] == [("accepted", world.dung)]
    assert "Nội dung còn nguyên như khi gửi." in answer.content.decode()


def test_a_task_leads_to_the_part_of_each_agency(look, world, report):
    parts = look(world.dung, "trace_task", report.pk, "1.1").context["trace"].parts
    assert [(part.line.agency_name, part.origin.task.code) for part in parts] == [("Sở A", "1.1"), ("Sở B", "1.1")]


def test_a_sending_that_was_tampered_with_is_told(look, world, report, tampering):
    version = report.indicators.get(code="2.1.1").version
    with tampering():
        SubmissionVersion.objects.filter(pk=version.pk).update(content=version.content | {"agency": "Sở khác"})
    answer = look(world.dung, "trace_indicator", report.pk, "2.1.1")
    assert not answer.context["trace"].origin.is_intact
    assert "không khớp mã này" in answer.content.decode()


def test_other_agencies_see_who_sent_it_but_not_what_was_sent(look, world, issued_report):
    answer = look(world.cuc, "trace_indicator", issued_report.pk, "2.1.1")
    assert not answer.context["trace"].origin.may_read
    assert "Lê Văn Bình" in answer.content.decode()
    own = look(world.an, "trace_indicator", issued_report.pk, "2.1.1")
    assert own.context["trace"].origin.figure.code == "2.1.1"


@pytest.mark.parametrize(
    ("route", "item"), [("trace_indicator", "2.1.1"), ("trace_task", "1.1"), ("trace_passage", "thu")]
)
def test_a_draft_and_what_it_does_not_have_are_404(look, world, report, write, route, item):
    write("thu", "Một đoạn.")
    assert look(world.dung, route, report.pk, item).status_code == 200
    assert look(world.an, route, report.pk, item).status_code == 404  # a draft is the coordinator's own affair
    assert look(world.lan, route, report.pk, item).status_code == 404
    assert look(world.dung, route, report.pk, "khong-co").status_code == 404


def test_a_paragraph_leads_to_the_part_it_was_taken_from(look, world, report, write):
    part = ConsolidatedPart.objects.filter(task__consolidation=report, duty="lead").first()
    write("thu", f"{part.result}\nNhìn chung đạt yêu cầu của kế hoạch năm nay.")
    taken, own = look(world.dung, "trace_passage", report.pk, "thu").context["trace"].paragraphs
    assert part in [source.key for source in taken.sources]
    assert taken.sources[0].percent == 100
    assert own.sources == []


def test_an_agency_finds_where_its_report_was_used(look, world, round_, issued_report):
    answer = look(world.an, "used_in", report_of(world.a, round_).pk)
    (one,) = answer.context["reports"]
    assert one.report == issued_report
    assert {use.code for use in one.uses} == {"1.1", "1.2", "2", "2.1.1"}
    assert look(world.cuc, "used_in", report_of(world.a, round_).pk).status_code == 404


def test_what_is_only_in_a_draft_is_not_told_to_the_agency(look, world, round_, report):
    assert look(world.an, "used_in", report_of(world.a, round_).pk).context["reports"] == []
    assert look(world.dung, "used_in", report_of(world.a, round_).pk).context["reports"] != []


def test_more_parts_and_items_cost_no_more_queries(client, world, round_, report, django_assert_num_queries):
    client.force_login(world.dung)
    single = reverse("reports:trace_task", args=[report.pk, "2"])
    with django_assert_num_queries(10):
        client.get(single)
    for number in range(3):
        part = ConsolidatedPart.objects.filter(task__consolidation=report, task__code="2").first()
        ConsolidatedPart.objects.create(
            task=part.task, version=part.version, order=10 + number, agency_name="Sở C", duty="support", progress="done"
        )
    with django_assert_num_queries(10):
        client.get(single)
    with django_assert_num_queries(9):
        client.get(reverse("reports:used_in", args=[report_of(world.a, round_).pk]))
