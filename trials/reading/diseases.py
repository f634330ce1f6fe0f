"""The slugs of the diseases that records name: the types of myositis, and the whole family."""

UMBRELLA = "inflammatory-myopathy"
DERMATOMYOSITIS = "dermatomyositis"
AMYOPATHIC = "clinically-amyopathic-dermatomyositis"
JUVENILE = "juvenile-myositis"
POLYMYOSITIS = "polymyositis"
INCLUSION_BODY = "inclusion-body-myositis"
NECROTIZING = "immune-mediated-necrotizing-myopathy"
ANTISYNTHETASE = "antisynthetase-syndrome"
OVERLAP = "overlap-myositis"
# In the order in which pages show them.
SUBTYPES = (
    DERMATOMYOSITIS,
    AMYOPATHIC,
    JUVENILE,
    POLYMYOSITIS,
    INCLUSION_BODY,
    NECROTIZING,
    ANTISYNTHETASE,
    OVERLAP,
)
# Something else that bears such a name: an infection, bone in muscle, an inherited disease.
ANOTHER = "another"
