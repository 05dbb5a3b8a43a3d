from django.urls import URLPattern, path

from reports.dashboards import views

_YEAR = "ke-hoach/<slug:plan>/tong-quan/<int:year>/"

urlpatterns: list[URLPattern] = [
    path(_YEAR, views.dashboard, name="dashboard"),
    path(f"{_YEAR}excel/", views.dashboard_workbook, name="dashboard_workbook"),
    path("ke-hoach/<slug:plan>/chi-tieu/<str:code>/", views.indicator, name="indicator"),
]
