"""A Django app for the bench alone: the portal's studies, indexed by Wagtail's modelsearch."""
