"""The fixed questions that decide which studies we know. Changing one starts a new sweep."""

import hashlib

import msgspec

# Results are left out: they are three quarters of the bytes of a finished study.
FIELDS = "ProtocolSection|DerivedSection|DocumentSection|AnnotationSection|HasResults"


class Scope(msgspec.Struct, frozen=True):
    """A fixed question to the registry. Every status is asked for, so that a closing is seen."""

    name: str
    params: tuple[tuple[str, str], ...]


_MYOSITIS_TERMS = (
    "myositis",
    "dermatomyositis",
    "polymyositis",
    '"inclusion body myositis"',
    '"inflammatory myopathy"',
    '"inflammatory myopathies"',
    '"immune-mediated necrotizing myopathy"',
    '"necrotizing autoimmune myopathy"',
    '"antisynthetase syndrome"',
    '"anti-synthetase syndrome"',
    '"juvenile dermatomyositis"',
    '"amyopathic dermatomyositis"',
    '"anti-MDA5"',
    '"anti-HMGCR"',
    '"overlap myositis"',
    "scleromyositis",
    # Both, because a MeSH heading is not its own ancestor.
    'AREA[ConditionMeshTerm]"Myositis"',
    'AREA[ConditionAncestorTerm]"Myositis"',
)
# Not the heading "Muscular Diseases": it brings fibromyalgia, spasticity and jaw pain.
_OTHER_MUSCLE_HEADINGS = (
    "Muscular Dystrophies",
    "Myopathies, Structural, Congenital",
    "Mitochondrial Myopathies",
    "Glycogen Storage Disease Type II",
    "Distal Myopathies",
    "Myotonic Dystrophy",
)
MYOSITIS = Scope("myositis", (("query.cond", " OR ".join(_MYOSITIS_TERMS)),))
OTHER_MUSCLE = Scope(
    "other-muscle",
    (
        (
            "filter.advanced",
            " OR ".join(
                [f'AREA[ConditionMeshTerm]"{heading}"' for heading in _OTHER_MUSCLE_HEADINGS]
                + ["AREA[BriefTitle]myopathy"]
            ),
        ),
    ),
)
SCOPES = (MYOSITIS, OTHER_MUSCLE)
# A changed question needs a new sweep even where the dataset is the same.
SCOPES_HASH = hashlib.sha256(msgspec.json.encode([SCOPES, FIELDS])).hexdigest()[:16]
