"""Which signs of the scale the emergency box shows."""

# The emergency box: what concerns everybody, then what concerns some.
FOR_ALL = ("breathing", "choking", "heart", "faint", "weaker", "dark-urine", "bleeding")
FOR_SOME = (
    *("stroke", "stiff-neck", "checkpoint", "adrenal", "belly", "lungs-mda5", "fever-danger"),
    "child-gut",
)
TODAY = ("fever", "breathless", "cough-lungs", "swallowing", "dark-urine-alone", "leg")
DAYS = ("cough", "slow-weakness", "weight")
IN_THE_BOX = (*FOR_ALL, *FOR_SOME, *TODAY, *DAYS)
