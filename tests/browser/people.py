"""Who works at the desk of the portal "desk"."""

from django.contrib.auth.models import Group, User

from conditions import roles

PASSWORD = "weak hands, strong words"
PEOPLE = {
    "writer": roles.CONTRIBUTORS,
    "editor": roles.EDITORS,
    "clinician": roles.REVIEWERS,
    "administrator": roles.ADMINISTRATORS,
}


def come():
    for name, role in PEOPLE.items():
        user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=role))
