"""How our rules did against labels made by a person: written by `make eval`."""

FIGURES = {
    "studies": 138,
    "myositis_found": 49,
    "myositis_labelled": 49,
    "myositis_right": 48,
    "included_found": 31,
    "included_labelled": 33,
    "included_right": 31,
    "excluded_found": 6,
    "excluded_labelled": 6,
    "excluded_right": 6,
    "excluded_shown_as_included": 0,
    "others": 112,
    "others_wrong": 0,
}
