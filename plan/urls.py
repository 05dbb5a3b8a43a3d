from django.urls import include, path

from plan import views

app_name = "plan"
urlpatterns = [
    path("", include("plan.steering.urls")),
    path("ke-hoach/<slug:plan>/", views.detail, name="detail"),
    path("ke-hoach/<slug:plan>/nhiem-vu/<str:code>/", views.task, name="task"),
]
