from django.urls import path

from reports.collect import plan_views, views

urlpatterns = [
    path("ke-hoach/", plan_views.plans, name="plans"),
    path("viec-cua-toi/", views.my_work, name="my_work"),
    path("bao-cao/<int:pk>/", views.form, name="form"),
    path("bao-cao/<int:pk>/xem/", views.read, name="read"),
    path("bao-cao/<int:pk>/nhiem-vu/<int:entry>/", views.save_task, name="save_task"),
    path("bao-cao/<int:pk>/chi-tieu/<int:entry>/", views.save_indicator, name="save_indicator"),
    path("bao-cao/<int:pk>/dang-mo/", views.presence, name="presence"),
    path("bao-cao/<int:pk>/buoc/<str:action>/", views.move, name="move"),
]
