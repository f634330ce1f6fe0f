from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context, oneself, someone="", child="", volunteer=""):
    """Choose one of several translated texts by the audience; `oneself` if it has none."""
    said = {"someone": someone, "child": child, "volunteer": volunteer}
    return said.get(context.get("audience")) or oneself
