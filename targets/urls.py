from django.urls import path

from targets import verdict_views, views
from targets.setting import plan_views, target_views
from targets.setting import views as setting

_INDICATOR = "ke-hoach/<slug:plan>/chi-tieu/<str:code>"

app_name = "targets"
urlpatterns = [
    path("co-quan/", views.agencies, name="agencies"),
    path("co-quan/<slug:code>/", views.agency, name="agency"),
    path("ke-hoach/<slug:plan>/cach-danh-gia/", verdict_views.verdicts, name="verdicts"),
    path("ke-hoach/<slug:plan>/lo-trinh/", plan_views.schedules, name="schedules"),
    path(f"{_INDICATOR}/co-quan/", views.owner, name="owner"),
    path(f"{_INDICATOR}/co-quan/them/", views.add_reporters, name="add_reporters"),
    path(f"{_INDICATOR}/co-quan/ket-thuc/", views.end_reporter, name="end_reporter"),
    path(f"{_INDICATOR}/muc-tieu/", setting.setting, name="setting"),
    path(f"{_INDICATOR}/muc-tieu/dieu-chinh/", target_views.amend, name="amend"),
    path(f"{_INDICATOR}/muc-tieu/doc-cum-tu/", target_views.read_wording, name="read_wording"),
    path(f"{_INDICATOR}/muc-tieu/lo-trinh/", setting.milestones, name="milestones"),
    path(f"{_INDICATOR}/muc-tieu/bo-lo-trinh/", setting.no_milestones, name="no_milestones"),
    path(f"{_INDICATOR}/muc-tieu/so-goc/", setting.baseline, name="baseline"),
    path(f"{_INDICATOR}/muc-tieu/rut-lai/", setting.withdrawal, name="withdrawal"),
    path(f"{_INDICATOR}/muc-tieu/dinh-nghia/", setting.definition, name="definition"),
]
