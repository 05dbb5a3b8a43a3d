from reports.collect.urls import urlpatterns as collect
from reports.consolidate.urls import urlpatterns as consolidate
from reports.dashboards.urls import urlpatterns as dashboards
from reports.followup.urls import urlpatterns as followup
from reports.review.urls import urlpatterns as review

app_name = "reports"
urlpatterns = [*collect, *review, *consolidate, *dashboards, *followup]
