from django.urls import path

from . import api, feeds, views

app_name = "organizations"
urlpatterns = [
    path("", views.index, name="list"),
    path("map/", views.map_of_organizations, name="map"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings.ics", views.meetings_calendar, name="meetings-calendar"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>.ics", views.meeting_calendar, name="meeting-calendar"),
    path("<slug:slug>/", views.organization, name="organization"),
    path("<slug:slug>/wrong/<int:pk>/", views.report, name="report"),
    path("<slug:slug>/wrong/thanks/", views.thanks, name="thanks"),
]

api_urlpatterns = [
    path("organizations/", api.Organizations.as_view(), name="api-organizations"),
    path("meetings/", api.Meetings.as_view(), name="api-meetings"),
    path("organizations/<slug:slug>/", api.WholeOrganization.as_view(), name="api-organization"),
]

root_urlpatterns = [
    path("organizations.csv", feeds.organizations_csv, name="organizations-csv"),
]
