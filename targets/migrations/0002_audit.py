"""Records every change of this app's tables in the audit trail; accepted figures are append-only."""

from django.db import migrations

WATCHED = ["indicator", "indicatorowner", "baseline", "target", "milestone", "measurement"]
APPEND_ONLY = ["measurement"]


class Migration(migrations.Migration):
    dependencies = [("targets", "0001_initial"), ("agencies", "0002_audit")]

    operations = [
        migrations.RunSQL(
            "".join(f"SELECT audit_watch('targets_{name}');" for name in WATCHED)
            + "".join(f"SELECT append_only('targets_{name}');" for name in APPEND_ONLY),
            migrations.RunSQL.noop,
        ),
    ]
