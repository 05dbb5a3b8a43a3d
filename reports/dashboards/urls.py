from django.urls import URLPattern, path

from reports.dashboards import indicator_views, views

_INDICATOR = "ke-hoach/<slug:plan>/chi-tieu/<str:code>/"
_YEAR = "ke-hoach/<slug:plan>/tong-quan/<int:year>/"

urlpatterns: list[URLPattern] = [
    path(_YEAR, views.dashboard, name="dashboard"),
    path(f"{_YEAR}excel/", views.dashboard_workbook, name="dashboard_workbook"),
    path(f"{_YEAR}excel/nhiem-vu/", views.dashboard_chart, {"chart": "nhiem-vu"}, name="tasks_sheet"),
    path(f"{_YEAR}excel/dung-han/", views.dashboard_chart, {"chart": "dung-han"}, name="timeliness_sheet"),
    path(_INDICATOR, indicator_views.indicator, name="indicator"),
    path(f"{_INDICATOR}excel/", indicator_views.workbook, name="indicator_workbook"),
]
