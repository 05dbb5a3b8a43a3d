"""The audit trail is written by triggers, so that no way of changing a row goes past it.

`audit_watch(table)` records a table; `append_only(table)` refuses changes and deletions. Other apps' migrations call both.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION audit_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
    changed text[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(key) INTO changed FROM jsonb_each(after) WHERE value IS DISTINCT FROM before -> key;
        IF changed IS NULL THEN RETURN NULL; END IF;
        SELECT jsonb_object_agg(key, value) INTO before FROM jsonb_each(before) WHERE key = ANY (changed);
        SELECT jsonb_object_agg(key, value) INTO after FROM jsonb_each(after) WHERE key = ANY (changed);
    END IF;
    INSERT INTO agencies_auditline (at, actor_id, source, "table", row_id, action, old, new)
    VALUES (
        clock_timestamp(),
        NULLIF(current_setting('audit.actor', true), '')::bigint,
        COALESCE(current_setting('audit.source', true), ''),
        TG_TABLE_NAME,
        CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END,
        lower(TG_OP),
        before - 'password',
        after - 'password'
    );
    RETURN NULL;
END $$;

CREATE FUNCTION audit_watch(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION audit_record()',
        watched
    );
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION append_only(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()',
        guarded
    );
END $$;
"""

WATCHED = ["agency", "agencygroup", "groupmembership", "succession", "user", "membership"]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNCTIONS,
            """
            DROP FUNCTION append_only(regclass), refuse_change(), audit_watch(regclass), audit_record() CASCADE
            """,
        ),
        migrations.RunSQL(
            "SELECT append_only('agencies_auditline');"
            + "".join(f"SELECT audit_watch('agencies_{name}');" for name in WATCHED),
            migrations.RunSQL.noop,
        ),
    ]
