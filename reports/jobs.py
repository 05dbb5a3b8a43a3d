"""Celery's doors: each takes an id or nothing, calls one service and keeps its outcome in `Job`."""

import logging
from zoneinfo import ZoneInfo

from celery import shared_task
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.audit import source
from agencies.errors import Refused
from reports.consolidate.building import carry_out
from reports.consolidate.running import TakenOver, take
from reports.consolidate.services import ask_for_due_rounds, restart_lost
from reports.mail.digests import post_digests
from reports.mail.sending import send_waiting

logger = logging.getLogger(__name__)


@shared_task(name="reports.consolidate")
def consolidate(job_id: int) -> None:
    """Build a draft of the consolidated report and its workbook."""
    _run(job_id)


@shared_task(name="reports.workbook")
def workbook(job_id: int) -> None:
    """Draw the workbook of an issued report."""
    _run(job_id)


@shared_task(name="reports.pdf")
def pdf(job_id: int) -> None:
    """Draw the PDF of a report, with its charts."""
    _run(job_id)


@shared_task(name="reports.consolidate_due_rounds")
def consolidate_due_rounds() -> None:
    """Every night: ask for a draft of each round that is due."""
    with source("reports.consolidate_due_rounds"):
        ask_for_due_rounds(now=timezone.now())


@shared_task(name="reports.restart_lost_jobs")
def restart_lost_jobs() -> None:
    """Every five minutes: bring back jobs whose worker or message was lost."""
    with translation.override(settings.LANGUAGE_CODE):
        restart_lost(now=timezone.now())


@shared_task(name="reports.post_digests")
def post_digests_of_today() -> None:
    """Every day, by the hour: write to everybody who is to be reminded or, on working mornings, for whom work waits."""
    with source("reports.post_digests"):
        post_digests(now=timezone.now())


@shared_task(name="reports.send_mail")
def send_mail() -> None:
    """After a step that somebody is told of, and every minute: send the mails that wait."""
    with translation.override(settings.LANGUAGE_CODE):
        send_waiting(clock=timezone.now)


def _run(job_id: int) -> None:
    """Work on the job in the office's language and time zone, unless it is done or another worker has it."""
    hold = take(job_id, clock=timezone.now)
    if hold is None:
        return
    zone = ZoneInfo(settings.TIME_ZONE)
    with source(f"job {job_id}"), translation.override(settings.LANGUAGE_CODE), timezone.override(zone):
        try:
            carry_out(hold)
        except TakenOver:
            logger.warning("job %s was taken over by another worker", job_id)
        except Refused as refusal:
            hold.fail(refusal.message)
        except Exception:  # whatever went wrong, the person waiting at the page must be told
            logger.exception("job %s failed", job_id)
            hold.fail(_("Lỗi ngoài dự kiến. Hãy bấm “Chạy lại”; nếu vẫn lỗi, hãy báo người quản trị."))
        else:
            hold.finish()
