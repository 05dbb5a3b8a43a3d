from django.urls import path

from reports.issuing import views

urlpatterns = [
    path("tong-hop/<int:pk>/ban-hanh/", views.issue, name="issue"),
    path("tong-hop/<int:pk>/phat-hanh/", views.publication, name="publication"),
    path("tong-hop/<int:pk>/ban-ky/", views.attach_signed, name="attach_signed"),
    path("tong-hop/<int:pk>/gui/", views.record_sending, name="record_sending"),
    path("ban-ky/<int:pk>/", views.signed_copy, name="signed_copy"),
]
