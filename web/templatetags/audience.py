from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context, oneself, someone, child):
    """One of three translated texts, by whom the reader looks for."""
    return {"someone": someone, "child": child}.get(context.get("audience"), oneself)
