"""/api/v1/: what each app offers, under one router."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
urlpatterns = router.urls
