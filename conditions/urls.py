from django.urls import path

from . import views

app_name = "conditions"
urlpatterns = [
    path("conditions/", views.index, name="index"),
    path("conditions/<slug:slug>/", views.condition, name="condition"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
    path("glossary/", views.glossary, name="glossary"),
    path("corrections/", views.corrections, name="corrections"),
]
