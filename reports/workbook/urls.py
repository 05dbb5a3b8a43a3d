from django.urls import path

from reports.workbook import views

urlpatterns = [
    path("bao-cao/<int:pk>/excel/", views.form_workbook, name="form_workbook"),
    path("bao-cao/<int:pk>/excel/nop/", views.hand_in, name="hand_in"),
    path("bao-cao/<int:pk>/excel/nop/<int:upload>/", views.handed_in, name="handed_in"),
    path("bao-cao/<int:pk>/excel/nop/<int:upload>/danh-dau/", views.marked, name="handed_in_marked"),
]
