from django.urls import path

from . import api, views

app_name = "conditions"
urlpatterns = [
    path("conditions/", views.index, name="index"),
    path("conditions/<slug:slug>/", views.condition, name="condition"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
    path("tracker/", views.tracker_sheet, name="tracker"),
    path("glossary/", views.glossary, name="glossary"),
    path("corrections/", views.corrections, name="corrections"),
]

api_urlpatterns = [
    path("conditions/", api.Conditions.as_view(), name="api-conditions"),
    path("conditions/<slug:slug>/", api.WholeCondition.as_view(), name="api-condition"),
    path("guides/", api.Guides.as_view(), name="api-guides"),
    path("guides/<slug:slug>/", api.WholeGuide.as_view(), name="api-guide"),
    path("glossary/", api.Glossary.as_view(), name="api-glossary"),
]
