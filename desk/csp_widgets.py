"""Wagtail's choosers without an inline script, which the desk's policy does not run.

Beside each stands an element that names what to start; static/desk.js starts it. The other parts
that Wagtail starts by inline scripts have templates of ours in templates/wagtailadmin/.
"""

import json

from django.utils.html import format_html
from wagtail.admin.widgets.workflows import AdminTaskChooser


def render(self, name, value, attrs=None, renderer=None):
    """In place of BaseChooser.render."""
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
