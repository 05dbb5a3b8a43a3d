from django.urls import path

from reports.oversight.guidance import views as guidance
from reports.oversight.inspections import views as inspections
from reports.oversight.plans import views as plans

urlpatterns = [
    path("ke-hoach/<slug:plan>/ky/<int:year>/huong-dan/", guidance.guidance, name="guidance"),
    path("ke-hoach/<slug:plan>/ky/<int:year>/huong-dan/soan/", guidance.write_guidance, name="write_guidance"),
    path("huong-dan/<int:pk>/<str:name>", guidance.guidance_file, name="guidance_file"),
    path("ke-hoach/<slug:plan>/trien-khai/", plans.implementation_plans, name="agency_plans"),
    path("ke-hoach/<slug:plan>/trien-khai/<slug:code>/", plans.implementation_plan, name="agency_plan"),
    path("trien-khai/<int:pk>/rut/", plans.withdraw, name="withdraw_plan"),
    path("trien-khai/<int:pk>/<str:name>", plans.implementation_file, name="agency_plan_file"),
    path("ke-hoach/<slug:plan>/kiem-tra/", inspections.inspections, name="inspections"),
    path("ke-hoach/<slug:plan>/kiem-tra/ghi/", inspections.record_inspection, name="record_inspection"),
    path("kiem-tra/<int:pk>/", inspections.inspection, name="inspection"),
    path("kiem-tra/<int:pk>/them/", inspections.add_finding, name="add_finding"),
    path("kiem-tra/<int:pk>/van-ban/", inspections.add_minutes, name="add_minutes"),
    path("kiem-tra/<int:pk>/tep/<str:name>", inspections.minutes, name="inspection_file"),
    path("kiem-tra/buoc/<int:pk>/<str:name>", inspections.step_file, name="finding_file"),
]
