"""The audit trail: which tables, by whom, from where; no way around it."""

import pytest
from django.apps import apps
from django.db import connection

from agencies.audit import acting, source
from agencies.models import Agency, AuditLine, User
from tests import factories as f

# tables whose rows say nothing that a person decided, or that are themselves records that only grow
UNWATCHED = {
    "agencies_auditline",
    "agencies_reorganisationeffect",
    "agencies_user_groups",
    "agencies_user_user_permissions",
    "reports_job",
    "reports_mail",
    "reports_submissionversion",
    "reports_transition",
    "reports_reviewnote",
    "reports_measurementsource",
    "reports_consolidatedindicator",
    "reports_consolidatedtask",
    "reports_consolidatedpart",
    "reports_consolidatedagency",
    "reports_consolidatedpassage",
    "reports_consolidateddifficulty",
    "reports_consolidatedfinding",
    "reports_consolidatedchange",
    "reports_drawnfile",
    "reports_attachment",
    "reports_guidance",
    "reports_difficultystep",
    "reports_findingstep",
    "reports_reminder",
    "reports_papertemplate",
    "reports_signedcopy",
    "reports_dispatch",
}


def tables_with(trigger):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [trigger])
        return {name.strip('"') for (name,) in cursor.fetchall()}


def test_every_table_that_matters_is_watched(db):
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ("agencies", "plan", "targets", "reports")
    }
    assert tables_with("audit") == ours - UNWATCHED
    assert ours >= UNWATCHED


def test_records_that_only_grow_are_append_only(db):
    assert tables_with("append_only") == {
        "agencies_auditline",
        "agencies_reorganisationeffect",
        "targets_measurement",
        "targets_resolution",
        "reports_submissionversion",
        "reports_transition",
        "reports_reviewnote",
        "reports_measurementsource",
        "reports_attachment",
        "reports_guidance",
        "reports_difficultystep",
        "reports_findingstep",
        "reports_reminder",
        "reports_papertemplate",
        "reports_signedcopy",
        "reports_dispatch",
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda agency: Agency.objects.filter(pk=agency.pk).update(short_name="Mới"),
        lambda agency: Agency.objects.bulk_update([agency], ["short_name"]),
        lambda agency: agency.save(),
        lambda agency: connection.cursor().execute("UPDATE agencies_agency SET short_name = 'Mới'"),
    ],
)
def test_every_way_of_changing_a_row_is_recorded(db, change):
    agency = f.make_agency("SYT", "Sở Y tế", short_name="Cũ")
    by = f.make_user(agency)
    agency.short_name = "Mới"
    with source("POST /co-quan/"), acting(by):
        change(agency)
    line = AuditLine.objects.latest("pk")
    assert (line.table, line.row_id, line.action, line.actor_id) == ("agencies_agency", agency.pk, "update", by.pk)
    assert (line.old, line.new, line.source) == ({"short_name": "Cũ"}, {"short_name": "Mới"}, "POST /co-quan/")


def test_a_save_that_changes_nothing_leaves_no_line(db):
    agency = f.make_agency("SYT", "Sở Y tế")
    before = AuditLine.objects.count()
    agency.save()
    assert AuditLine.objects.count() == before


def test_password_hashes_stay_out_of_the_trail(db):
    user = f.make_user(None)
    user.set_password("Mot-mat-khau-khac-2")
    user.save()
    lines = AuditLine.objects.filter(table="agencies_user", row_id=user.pk)
    assert lines.count() == 2
    assert all("password" not in (line.old or {}) and "password" not in line.new for line in lines)


def test_people_and_agencies_are_never_cascaded():
    protected = [Agency, User]
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.many_to_one and field.related_model in protected and field.concrete:
                assert field.remote_field.on_delete.__name__ == "PROTECT", f"{model.__name__}.{field.name}"
