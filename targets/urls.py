from django.urls import path

from targets import views

app_name = "targets"
urlpatterns = [
    path("co-quan/", views.agencies, name="agencies"),
    path("co-quan/<slug:code>/", views.agency, name="agency"),
    path("ke-hoach/<slug:plan>/chi-tieu/<str:code>/co-quan/", views.owner, name="owner"),
]
