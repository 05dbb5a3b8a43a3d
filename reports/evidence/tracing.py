"""From what was accepted back to the files that came with it: those of the very sending, whatever changed since."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, Func, JSONField, Value

from agencies.access import Person
from reports.doors import submissions_for
from reports.evidence.presenting import File, file_lines
from reports.models import Evidence, SubmissionVersion

Files = dict[tuple[int, str, int], list[File]]
_SHOWN = ("id", "name", "kind", "size")


class _Named(Func):
    """The ids of all files that a sending's content names, for its tasks and indicators."""

    function = "jsonb_path_query_array"
    template = "%(function)s(%(expressions)s::jsonpath)"
    output_field = JSONField()


def files_sent_in(versions: Collection[int], person: Person, *, on: dt.date) -> Files:
    """The files of these sendings by (version, "task", task id) or (version, "indicator", indicator id), as far as
    the person may open them. Two queries; none without versions."""
    if not versions:
        return {}
    sendings = SubmissionVersion.objects.filter(pk__in=versions, submission__in=submissions_for(person, on=on))
    named = dict(sendings.values_list("pk", _Named(F("content"), Value("$.*[*].evidence[*].id"))))
    rows = Evidence.objects.filter(pk__in={pk for pks in named.values() for pk in pks})
    known = {row["id"]: row for row in rows.values(*_SHOWN, "task_entry__task", "indicator_entry__indicator")}
    found: Files = defaultdict(list)
    for version, pks in named.items():
        for row in (known[pk] for pk in pks if pk in known):
            task, indicator = row["task_entry__task"], row["indicator_entry__indicator"]
            found[version, *(("task", task) if task else ("indicator", indicator))] += file_lines([row])
    return found
