from django.contrib import admin
from django.urls import include, path

from trials.urls import api_urlpatterns as trials_api
from trials.urls import root_urlpatterns as trials_root

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("trials/", include("trials.urls")),
    path("", include(trials_root)),
    path("api/v1/trials/", include(trials_api)),
    path("status/", views.status, name="status"),
    path("status.json", views.status_json, name="status-json"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]

handler404 = "myositis_portal.views.not_found"
