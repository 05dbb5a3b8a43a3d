"""Programs for the test of killed builds, each run as a process of its own: python -m tests.night.dying WHAT ...

`ask` says the number of a new job; `build JOB [NTH]` works on it and kills VICTIM (a pid; else itself) at the NTH word
of progress; `again JOB` hands a lost job out again; `look JOB` says how it stands, as JSON.
"""

import datetime as dt
import itertools
import json
import os
import signal
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402  # Django is set up first
from django.utils import timezone  # noqa: E402
from openpyxl import load_workbook  # noqa: E402

from agencies.access import person_for  # noqa: E402
from reports import jobs  # noqa: E402
from reports.consolidate.running import STALE_AFTER, Hold  # noqa: E402
from reports.consolidate.services import ask_for, restart_lost  # noqa: E402
from reports.enums import JobKind  # noqa: E402
from reports.models import Consolidation, Job, Round  # noqa: E402


def say(what):
    sys.stdout.write(f"{what}\n")


def ask():
    now = timezone.now()
    officer = get_user_model().objects.get(username="tonghop")
    round_ = Round.objects.get(locked_at=None)
    person = person_for(officer, timezone.localdate(now))
    say(ask_for(round_=round_, kind=JobKind.CONSOLIDATE, by=person, now=now).pk)


def build(job, nth="0"):
    words = itertools.count(1)

    def dying(method):
        def _method(self, *arguments):
            if next(words) == int(nth):
                os.kill(int(os.environ.get("VICTIM") or os.getpid()), signal.SIGKILL)
            return method(self, *arguments)

        return _method

    for name in ("lock", "report", "finish"):
        setattr(Hold, name, dying(getattr(Hold, name)))
    jobs.consolidate(int(job))
    sys.exit(0 if next(words) > int(nth) else 3)  # 3: there is no such word, the job is done


def again(job):
    Job.objects.filter(pk=job).update(beat_at=timezone.now() - STALE_AFTER - dt.timedelta(seconds=1))
    say(restart_lost(now=timezone.now()))


def look(job):
    found = Job.objects.get(pk=job)
    reports = Consolidation.objects.filter(job=job)
    sheets = [load_workbook(one.workbook.open(), read_only=True).sheetnames for one in reports if one.workbook]
    rows = [[one.indicators.count(), one.tasks.count(), one.agencies.count()] for one in reports]
    say(json.dumps({"state": found.state, "error": found.error, "rows": rows, "sheets": sheets}))


if __name__ == "__main__":
    {"ask": ask, "build": build, "again": again, "look": look}[sys.argv[1]](*sys.argv[2:])
