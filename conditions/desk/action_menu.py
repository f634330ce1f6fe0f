"""The buttons at the foot of a page's form."""

from wagtail.snippets.action_menu import (
    CancelWorkflowMenuItem,
    LockedMenuItem,
    PublishMenuItem,
    WorkflowMenuItem,
)

from conditions.models import KnowledgePage


def offer_what_can_be_done(menu_items, request, context):
    if not issubclass(context["model"], KnowledgePage):
        return
    menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]
    page = context.get("instance")
    if page and not page.can_be_withdrawn_by(request.user):
        menu_items[:] = [
            item for item in menu_items if not isinstance(item, CancelWorkflowMenuItem)
        ]
    task = page and page.current_workflow_task
    if context["view"] != "edit" or not task or not context["locked_for_user"]:
        return
    # Wagtail hides everything from people who may not edit. Those who sign may not edit, but have
    # to answer.
    if actions := task.get_actions(page, request.user):
        menu_items[:] = [item for item in menu_items if not isinstance(item, LockedMenuItem)]
        menu_items[:0] = [WorkflowMenuItem(*action, icon_name="edit") for action in actions]
