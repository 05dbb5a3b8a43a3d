from django.urls import path

from reports.consolidate import narrative_views, views

urlpatterns = [
    path("ke-hoach/<slug:plan>/tong-hop/<int:year>/", views.consolidation, name="consolidation"),
    path("ke-hoach/<slug:plan>/tong-hop/<int:year>/lap/", views.build, name="build"),
    path("ke-hoach/<slug:plan>/tong-hop/<int:year>/soan/", narrative_views.narrative, name="narrative"),
    path(
        "ke-hoach/<slug:plan>/tong-hop/<int:year>/soan/dang-mo/",
        narrative_views.narrative_presence,
        name="narrative_presence",
    ),
    path("ke-hoach/<slug:plan>/tong-hop/<int:year>/soan/<str:key>/", narrative_views.save_passage, name="save_passage"),
    path(
        "ke-hoach/<slug:plan>/tong-hop/<int:year>/soan/<str:key>/dien-san/",
        narrative_views.restore_passage,
        name="restore_passage",
    ),
    path("viec-nen/<int:pk>/", views.job, name="job"),
    path("tong-hop/<int:pk>/", views.version, name="version"),
    path("tong-hop/<int:pk>/excel/", views.workbook, name="workbook"),
]
