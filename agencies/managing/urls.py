from django.urls import path

from agencies.managing import import_views, views

urlpatterns = [
    path("", views.agencies, name="directory"),
    path("them/", views.add_agency, name="add_agency"),
    path("tu-excel/", import_views.import_agencies, name="import_agencies"),
    path("tu-excel/tep-mau/", import_views.template, name="agencies_template"),
    path("<slug:code>/sua/", views.edit_agency, name="edit_agency"),
    path("<slug:code>/xoa/", views.remove_agency, name="remove_agency"),
]
