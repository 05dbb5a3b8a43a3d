from django.urls import path

from reports.tracing import views

urlpatterns = [
    path("tong-hop/<int:pk>/nguon/chi-tieu/<str:code>/", views.indicator, name="trace_indicator"),
    path("tong-hop/<int:pk>/nguon/nhiem-vu/<str:code>/", views.task, name="trace_task"),
    path("tong-hop/<int:pk>/nguon/doan/<path:key>/", views.passage, name="trace_passage"),
    path("bao-cao/<int:pk>/dung-o-dau/", views.used, name="used_in"),
]
