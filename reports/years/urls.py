from django.urls import path

from reports.years import task_views, views

urlpatterns = [
    path("ke-hoach/<slug:plan>/cac-nam/", views.years, name="years"),
    path("ke-hoach/<slug:plan>/cac-nam/excel/", views.workbook, name="years_workbook"),
    path("ke-hoach/<slug:plan>/cac-nam/so-sanh/", views.compare, name="compare_years"),
    path("ke-hoach/<slug:plan>/nhiem-vu/<str:code>/qua-cac-nam/", task_views.task, name="task_years"),
]
