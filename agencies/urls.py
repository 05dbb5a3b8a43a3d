from django.urls import include, path

from agencies import views

app_name = "agencies"
urlpatterns = [
    path("quan-ly-co-quan/", include("agencies.managing.urls")),
    path("nguoi-dung/", views.people, name="people"),
    path("nguoi-dung/them/", views.add_person, name="add_person"),
    path("nguoi-dung/phan-cong/<int:pk>/ket-thuc/", views.end_role, name="end_role"),
]
