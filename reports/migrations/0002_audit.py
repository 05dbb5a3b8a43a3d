"""Records every change of this app's tables, makes its records append-only and freezes an issued report."""

from django.db import migrations

WATCHED = ["round", "submission", "extension", "taskentry", "indicatorentry", "consolidation"]
APPEND_ONLY = ["submissionversion", "transition", "reviewnote", "measurementsource"]

FREEZE = """
CREATE FUNCTION refuse_change_once_issued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parents bigint[];
BEGIN
    IF TG_TABLE_NAME = 'reports_consolidation' THEN
        IF OLD.issued_at IS NULL THEN
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        END IF;
        -- the workbook is a picture of the rows; drawing it again changes nothing that was issued
        IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'workbook' = to_jsonb(NEW) - 'workbook' THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'an issued report cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_TABLE_NAME = 'reports_consolidatedpart' THEN
        SELECT array_agg(consolidation_id) INTO parents FROM reports_consolidatedtask
        WHERE id IN (NEW.task_id, OLD.task_id);
    ELSE
        parents := ARRAY[NEW.consolidation_id, OLD.consolidation_id];
    END IF;
    -- both ends of a move count: a row must neither leave an issued report nor slip into one
    IF EXISTS (SELECT FROM reports_consolidation WHERE id = ANY (parents) AND issued_at IS NOT NULL) THEN
        RAISE EXCEPTION 'an issued report cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER freeze_issued BEFORE UPDATE OR DELETE ON reports_consolidation
    FOR EACH ROW EXECUTE FUNCTION refuse_change_once_issued();
"""
FROZEN_ROWS = ["consolidatedindicator", "consolidatedtask", "consolidatedpart", "consolidatedagency"]


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("agencies", "0002_audit")]

    operations = [
        migrations.RunSQL(
            "".join(f"SELECT audit_watch('reports_{name}');" for name in WATCHED)
            + "".join(f"SELECT append_only('reports_{name}');" for name in APPEND_ONLY),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            FREEZE
            + "".join(
                f"CREATE TRIGGER freeze_issued BEFORE INSERT OR UPDATE OR DELETE ON reports_{name}"
                " FOR EACH ROW EXECUTE FUNCTION refuse_change_once_issued();"
                for name in FROZEN_ROWS
            ),
            "DROP FUNCTION refuse_change_once_issued() CASCADE",
        ),
    ]
