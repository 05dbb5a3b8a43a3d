from django.urls import path

from reports.reorganisation import views

urlpatterns = [
    path("sap-xep/", views.reorganisations, name="reorganisations"),
    path("sap-xep/moi/", views.new_reorganisation, name="new_reorganisation"),
    path("sap-xep/<int:pk>/", views.reorganisation, name="reorganisation"),
    path("sap-xep/<int:pk>/json/", views.reorganisation_json, name="reorg_json"),
    path("sap-xep/<int:pk>/van-ban/", views.add_paper, name="reorg_add_paper"),
    path("sap-xep/<int:pk>/van-ban/tep/", views.paper, name="reorg_paper"),
    path("sap-xep/<int:pk>/ap-dung/", views.apply_reorganisation, name="reorg_apply"),
    path("sap-xep/<int:pk>/hoan-tac/", views.undo_reorganisation, name="reorg_undo"),
    path("sap-xep/<int:pk>/bo/", views.discard_reorganisation, name="reorg_discard"),
]
