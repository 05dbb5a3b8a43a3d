from reports.collect.urls import urlpatterns as collect
from reports.consolidate.urls import urlpatterns as consolidate
from reports.dashboards.urls import urlpatterns as dashboards
from reports.evidence.urls import urlpatterns as evidence
from reports.followup.urls import urlpatterns as followup
from reports.mail.urls import urlpatterns as mail
from reports.review.urls import urlpatterns as review
from reports.workbook.urls import urlpatterns as workbook

app_name = "reports"
urlpatterns = [*collect, *review, *consolidate, *dashboards, *followup, *evidence, *workbook, *mail]
