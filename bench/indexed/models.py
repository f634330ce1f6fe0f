from modelsearch import index

from trials.models import Trial


class IndexedTrial(index.Indexed, Trial):
    class Meta:
        proxy = True

    search_fields = [
        index.SearchField("brief_title", boost=4),
        index.SearchField("official_title", boost=2),
        index.SearchField("brief_summary"),
        index.SearchField("detailed_description"),
        index.SearchField("eligibility_criteria"),
        index.FilterField("overall_status"),
        index.FilterField("study_type"),
    ]
