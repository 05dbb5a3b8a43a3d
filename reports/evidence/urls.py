from django.urls import path

from reports.evidence import views

urlpatterns = [
    path("bao-cao/<int:pk>/nhiem-vu/<int:entry>/minh-chung/", views.add_to_task, name="add_to_task"),
    path("bao-cao/<int:pk>/chi-tieu/<int:entry>/minh-chung/", views.add_to_indicator, name="add_to_indicator"),
    path("minh-chung/<int:pk>/go/", views.take_out, name="remove_evidence"),
    path("minh-chung/<int:pk>/<str:name>", views.download, name="evidence"),
]
