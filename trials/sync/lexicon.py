"""The words in names of studies, with which we compare a misspelled search."""

from collections import Counter

from trials.models import LexiconWord, Trial
from vocabulary.folding import words


def rebuild() -> None:
    """Count for each word of a name, condition or intervention in how many listed studies it is."""
    names = ("brief_title", "acronym", "registry_conditions", "keywords", "interventions")
    counts: Counter[str] = Counter()
    for title, acronym, conditions, keywords, interventions in (
        Trial.objects.listed().values_list(*names).iterator()
    ):
        texts = [title, acronym, *conditions, *keywords]
        texts += [
            text
            for item in interventions
            for text in (item.get("name", ""), *item.get("other_names", []))
        ]
        counts.update({word.text for text in texts for word in words(text)})
    LexiconWord.objects.all().delete()
    LexiconWord.objects.bulk_create(
        LexiconWord(word=word, studies=studies)
        for word, studies in counts.items()
        if len(word) > 3 and word.isalnum() and len(word) <= 40
    )
