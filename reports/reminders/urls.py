from django.urls import path

from reports.reminders import text_views, views

urlpatterns = [
    path("ke-hoach/<slug:plan>/ky/<int:year>/don-doc/", views.record, name="reminders"),
    path("ke-hoach/<slug:plan>/ky/<int:year>/don-doc/dien-tap/", views.rehearsal, name="rehearsal"),
    path("ke-hoach/<slug:plan>/ky/<int:year>/don-doc/truc-tiep/", views.remind, name="remind"),
    path("ke-hoach/<slug:plan>/ky/loi-nhac/", text_views.texts, name="reminder_texts"),
    path("ke-hoach/<slug:plan>/ky/loi-nhac/<slug:kind>/", text_views.text, name="reminder_text"),
]
