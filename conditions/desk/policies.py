"""Exceptions to the permissions of the roles."""

from wagtail.permission_policies import ModelPermissionPolicy


class TextsOfTheProgram(ModelPermissionPolicy):
    """These texts are part of the program, so nobody can add or delete one on the desk."""

    def user_has_permission(self, user, action):
        return action not in ("add", "delete") and super().user_has_permission(user, action)


class PagePolicy(ModelPermissionPolicy):
    """Let people open a page that waits for their signature, even if they may not change pages."""

    def user_has_permission_for_instance(self, user, action, instance):
        if self.user_has_permission(user, action):
            return True
        task = action == "change" and instance.current_workflow_task
        return bool(task and task.user_can_access_editor(instance, user))
