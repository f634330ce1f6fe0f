"""What each role may do on the desk, and the workflow of medical text.

After every `migrate` the five groups get exactly the permissions in this table. It is not a data
migration, because Django makes permissions only after all migrations have run, and because a new
model would need a new migration each time. For another role, make another group on the desk:
nothing here changes it.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS

CONTRIBUTORS = "Contributors"
EDITORS = "Editors"
REVIEWERS = "Clinical reviewers"
STEWARDS = "Data stewards"
ADMINISTRATORS = "Administrators"

WORKFLOW = "Medical text"

_LOOK = ["view"]
_WRITE = ["add", "change", "view"]
_KEEP = ["add", "change", "delete", "view"]
_READ_ALL = {
    f"conditions.{model}": _LOOK
    for model in ("condition", "guide", "glossaryterm", "reference", "topic", "change", "signoff")
} | {"organizations.organization": _LOOK, "organizations.meeting": _LOOK}
# Organizations and meetings contain no medical text: an editor publishes them.
_PUBLISH = [*_KEEP, "publish", "lock", "unlock"]
# For pages on diseases and guides, "publish" only means unpublishing, or removing from the
# schedule. They are published only through the workflow, whatever permissions someone has.
_PAGES = [*_WRITE, "publish", "lock", "unlock"]

ROLES = {
    CONTRIBUTORS: _READ_ALL
    | {
        "conditions.condition": _WRITE,
        "conditions.guide": _WRITE,
        "conditions.glossaryterm": _WRITE,
        # A new source is shown only where an approved text names it; a changed one is shown at
        # once.
        "conditions.reference": ["add", "view"],
    },
    EDITORS: _READ_ALL
    | {
        "conditions.condition": _PAGES,
        "conditions.guide": _PAGES,
        "conditions.glossaryterm": [*_KEEP, "publish"],
        "conditions.reference": _KEEP,
        "conditions.topic": _KEEP,
        # Corrections stay public: nobody may delete one.
        "conditions.change": _WRITE,
        "organizations.organization": _PUBLISH,
        "organizations.meeting": _PUBLISH,
    },
    REVIEWERS: _READ_ALL | {"conditions.signoff": ["change", "view"]},
    STEWARDS: {
        "trials.trial": _LOOK,
        "trials.syncrun": ["view", "release"],
        "trials.trialcuration": _KEEP,
        "trials.subtypedecision": _KEEP,
    },
    ADMINISTRATORS: {
        "conditions.condition": [*_PAGES, "delete"],
        "conditions.guide": [*_PAGES, "delete"],
        "conditions.glossaryterm": [*_KEEP, "publish"],
        "conditions.reference": _KEEP,
        "conditions.topic": _KEEP,
        "conditions.change": _KEEP,
        "conditions.signoff": ["change", "view"],
        "organizations.organization": _PUBLISH,
        "organizations.meeting": _PUBLISH,
        "trials.trial": _LOOK,
        "trials.syncrun": ["view", "release"],
        "trials.trialcuration": _KEEP,
        "trials.subtypedecision": _KEEP,
        "auth.user": _KEEP,
        # Who signed in, and who could not.
        "axes.accesslog": _LOOK,
        "axes.accessfailurelog": _LOOK,
        # Whoever may delete the failed tries can let in somebody who was locked out.
        "axes.accessattempt": ["view", "delete"],
        "auth.group": _KEEP,
        "wagtailcore.workflow": _KEEP,
        "wagtailcore.task": _KEEP,
    },
}
EVERYBODY = "wagtailadmin.access_admin"
# Permissions that Wagtail keeps in tables of its own. Its first migrations make a group "Editors"
# that may upload images and documents and edit the page tree; ours has the same name.
_OF_OBJECTS = (
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupSitePermission",
)


def permissions_of(role) -> set[str]:
    """{"conditions.add_guide", …}"""
    named = {EVERYBODY}
    for model, actions in ROLES[role].items():
        app, name = model.split(".")
        named |= {f"{app}.{action}_{name}" for action in actions}
    return named


def make_roles(using=DEFAULT_DB_ALIAS, apps=installed, **kwargs):
    """Django calls it after `migrate` and `flush`, with the models as they are at that point."""
    try:
        models = {
            name: apps.get_model(name)
            for name in (
                "auth.Group",
                "auth.Permission",
                "contenttypes.ContentType",
                "conditions.ClinicalReview",
                "conditions.EditorsLook",
                "conditions.SignOff",
                *_OF_OBJECTS,
                "wagtailcore.Workflow",
                "wagtailcore.WorkflowTask",
                "wagtailcore.WorkflowContentType",
            )
        }
    except LookupError:
        # Only half of the tables exist: the next `migrate` calls this again.
        return
    _make_permissions(using, apps)
    groups = _make_groups(models)
    _make_workflow(models, groups, apps)
    models["conditions.SignOff"].objects.get_or_create(
        key="emergency", defaults={"title": "Emergency box"}
    )


def _make_permissions(using, apps):
    """Our app is the first one for which Django calls this; the others' permissions do not exist
    yet."""
    from wagtail.snippets.models import create_extra_permissions

    for app in installed.get_app_configs():
        create_permissions(app, verbosity=0, using=using, apps=apps)
    create_extra_permissions(installed.get_app_config("wagtailsnippets"), using=using, apps=apps)


def _make_groups(models):
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in models["auth.Permission"].objects.select_related("content_type")
    }
    groups = {}
    for role in ROLES:
        groups[role], _ = models["auth.Group"].objects.get_or_create(name=role)
        # Missing ones belong to tables that a later `migrate` creates, which calls this again.
        there = permissions_of(role) & permissions.keys()
        groups[role].permissions.set([permissions[name] for name in there])
    for name in _OF_OBJECTS:
        models[name].objects.filter(group__in=groups.values()).delete()
    return groups


def _make_workflow(models, groups, apps):
    """Made once; after that, administrators own it. Without it no page can be published at all."""
    workflow, is_new = models["wagtailcore.Workflow"].objects.get_or_create(name=WORKFLOW)
    if not is_new:
        return
    type_of = models["contenttypes.ContentType"].objects.get_for_model
    steps = [
        ("conditions.EditorsLook", "Editor's check", [EDITORS, ADMINISTRATORS]),
        ("conditions.ClinicalReview", "Clinical review", [REVIEWERS, ADMINISTRATORS]),
    ]
    for position, (model, name, roles) in enumerate(steps):
        task = models[model].objects.create(name=name, content_type=type_of(models[model]))
        task.groups.set([groups[role] for role in roles])
        models["wagtailcore.WorkflowTask"].objects.create(
            workflow=workflow, task_id=task.pk, sort_order=position
        )
    for name in ("Condition", "Guide"):
        models["wagtailcore.WorkflowContentType"].objects.get_or_create(
            content_type=type_of(apps.get_model("conditions", name)),
            defaults={"workflow": workflow},
        )
