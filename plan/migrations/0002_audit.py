"""Records every change of this app's tables in the audit trail."""

from django.db import migrations

WATCHED = ["plan", "coordinator", "amendment", "recipient", "section", "task", "responsibility"]


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial"), ("agencies", "0002_audit")]

    operations = [
        migrations.RunSQL(
            "".join(f"SELECT audit_watch('plan_{name}');" for name in WATCHED),
            migrations.RunSQL.noop,
        ),
    ]
