"""The public pages on diseases, the guides, and the glossary."""

from django.shortcuts import get_object_or_404, render

from .models import Change, Condition, GlossaryTerm, Guide


def index(request):
    return render(request, "conditions/index.html", {"conditions": Condition.objects.live()})


def condition(request, slug):
    page = get_object_or_404(Condition.objects.live(), slug=slug)
    return render(request, "conditions/condition.html", {"page": page})


def guides(request):
    return render(request, "conditions/guides.html", {"guides": Guide.objects.live()})


def guide(request, slug):
    page = get_object_or_404(Guide.objects.live(), slug=slug)
    return render(request, "conditions/guide.html", {"page": page})


def glossary(request):
    return render(request, "conditions/glossary.html", {"terms": GlossaryTerm.objects.live()})


def corrections(request):
    changes = Change.objects.select_related("condition", "guide")
    return render(request, "conditions/corrections.html", {"changes": changes})
