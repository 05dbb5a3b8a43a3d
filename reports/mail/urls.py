from django.urls import path

from reports.mail import views

urlpatterns = [
    path("thu-bao/", views.mails, name="mails"),
    path("thu-bao/ngung/<str:token>/", views.refuse_mail, name="refuse_mail"),
]
