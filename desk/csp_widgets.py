"""Wagtail's choosers without an inline script, which the desk's content policy forbids.

Next to each chooser we put an element that names what to start, and static/desk.js starts it. For
other parts that Wagtail starts with inline scripts, we have templates in templates/wagtailadmin/.
"""

import json

from django.utils.html import format_html
from wagtail.admin.widgets.workflows import AdminTaskChooser


def render(self, name, value, attrs=None, renderer=None):
    """Replace BaseChooser.render."""
    value_data = self.get_value_data(value)
    html, id_ = self.render_html(name, value_data, attrs), attrs["id"]
    if isinstance(self, AdminTaskChooser):
        return html + start("createTaskChooser", id_)
    return html + start(self.js_constructor, id_, self.get_js_init_options(id_, name, value_data))


def start(name, *arguments):
    return format_html(
        '<span hidden data-controller="desk-start" data-desk-start-name-value="{}"'
        ' data-desk-start-arguments-value="{}"></span>',
        name,
        json.dumps(arguments),
    )
