from reports.collect.urls import urlpatterns as collect
from reports.consolidate.urls import urlpatterns as consolidate
from reports.dashboards.urls import urlpatterns as dashboards
from reports.difficulties.urls import urlpatterns as difficulties
from reports.evidence.urls import urlpatterns as evidence
from reports.followup.urls import urlpatterns as followup
from reports.issuing.urls import urlpatterns as issuing
from reports.mail.urls import urlpatterns as mail
from reports.oversight.urls import urlpatterns as oversight
from reports.papers.urls import urlpatterns as papers
from reports.reminders.urls import urlpatterns as reminders
from reports.reorganisation.urls import urlpatterns as reorganisation
from reports.review.urls import urlpatterns as review
from reports.tracing.urls import urlpatterns as tracing
from reports.workbook.urls import urlpatterns as workbook
from reports.years.urls import urlpatterns as years

app_name = "reports"
urlpatterns = [
    *collect,
    *review,
    *papers,
    *consolidate,
    *issuing,
    *dashboards,
    *difficulties,
    *followup,
    *evidence,
    *workbook,
    *oversight,
    *years,
    *tracing,
    *mail,
    *reminders,
    *reorganisation,
]
