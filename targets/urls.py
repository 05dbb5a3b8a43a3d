from django.urls import path

from targets import verdict_views, views
from targets.amending import compare_views, indicator_views, task_views
from targets.amending import views as amending
from targets.amending.brought import INDICATOR, TASK
from targets.drafting import views as drafting
from targets.setting import plan_views, target_views
from targets.setting import views as setting

_AMENDMENT = "ke-hoach/<slug:plan>/dieu-chinh/<int:pk>"
_DOCUMENT = "ke-hoach/doc-van-ban/<int:pk>"
_INDICATOR = "ke-hoach/<slug:plan>/chi-tieu/<str:code>"

app_name = "targets"
urlpatterns = [
    path("co-quan/", views.agencies, name="agencies"),
    path("co-quan/<slug:code>/", views.agency, name="agency"),
    path("ke-hoach/doc-van-ban/", drafting.plan_documents, name="plan_documents"),
    path(f"{_DOCUMENT}/", drafting.plan_document, name="plan_document"),
    path(f"{_DOCUMENT}/sua/<slug:part>/", drafting.document_part, name="document_part"),
    path(f"{_DOCUMENT}/them/<slug:rows>/", drafting.document_add, name="document_add"),
    path(f"{_DOCUMENT}/bo/<slug:part>/", drafting.document_remove, name="document_remove"),
    path(f"{_DOCUMENT}/co-san/<slug:part>/", drafting.document_known, name="document_known"),
    path(f"{_DOCUMENT}/nap/", drafting.document_load, name="document_load"),
    path(f"{_DOCUMENT}/bo-van-ban/", drafting.document_discard, name="document_discard"),
    path(f"{_DOCUMENT}/tep/", drafting.document_file, name="document_file"),
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
    path("ke-hoach/<slug:plan>/so-sanh/", compare_views.compare_days, name="compare_days"),
    path("ke-hoach/<slug:plan>/so-sanh.xlsx", compare_views.compare_days_excel, name="compare_days_excel"),
    path("ke-hoach/<slug:plan>/dieu-chinh/", amending.amendments, name="amendments"),
    path("ke-hoach/<slug:plan>/dieu-chinh/moi/", amending.add_amendment, name="add_amendment"),
    path(f"{_AMENDMENT}/", amending.amendment, name="amendment"),
    path(f"{_AMENDMENT}/tep/", amending.amendment_file, name="amendment_file"),
    path(f"{_AMENDMENT}/sua/", amending.edit_amendment, name="edit_amendment"),
    path(f"{_AMENDMENT}/bo/", amending.take_off_amendment, name="take_off"),
    path(f"{_AMENDMENT}/nhiem-vu/", task_views.new_task, name="new_task"),
    path(f"{_AMENDMENT}/nhiem-vu/<str:code>/", task_views.change, name="change_task"),
    path(f"{_AMENDMENT}/nhiem-vu/<str:code>/ket-thuc/", task_views.end_task, name="end_task"),
    path(f"{_AMENDMENT}/chi-tieu/", indicator_views.new_indicator, name="new_indicator"),
    path(f"{_AMENDMENT}/chi-tieu/<str:code>/", indicator_views.change, name="change_indicator"),
    path(f"{_AMENDMENT}/chi-tieu/<str:code>/ket-thuc/", indicator_views.end_indicator, name="end_indicator"),
    path(f"{_AMENDMENT}/nhiem-vu/<str:code>/rut-lai/", amending.withdraw_change, {"kind": TASK}, name="withdraw_task"),
    path(
        f"{_AMENDMENT}/chi-tieu/<str:code>/rut-lai/",
        amending.withdraw_change,
        {"kind": INDICATOR},
        name="withdraw_indicator",
    ),
]
