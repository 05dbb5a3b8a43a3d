from django.urls import path

from reports.followup import views

urlpatterns = [
    path("so-lieu-cap-nhat/", views.follow_ups, name="follow_ups"),
    path("so-lieu-cap-nhat/duyet/", views.review, name="follow_up_review"),
    path("so-lieu-cap-nhat/<int:pk>/", views.follow_up_item, name="follow_up_item"),
    path("ke-hoach/<slug:plan>/chi-tieu/<str:code>/cap-nhat/<int:year>/", views.follow_up, name="follow_up"),
]
