"""Values of an answer's `detail`, as pages show them."""

from trials.reading.wording import gettext_noop

# biopsy, mri, lung_tests
TAKEN = gettext_noop("taken in the study")
OPTIONAL = gettext_noop("optional")
SUGGESTED = gettext_noop("as the rules on who cannot join suggest")
EARLIER_NEEDED = gettext_noop("an earlier one is needed")
EARLIER_COUNTS = gettext_noop("an earlier one may count")
# route
TABLET = gettext_noop("tablet")
UNDER_SKIN = gettext_noop("injection under the skin")
IN_MUSCLE = gettext_noop("injection in the muscle")
OTHER_INJECTION = gettext_noop("other injection")
INFUSION = gettext_noop("infusion")
CELLS = gettext_noop("cells")
CREAM = gettext_noop("cream")
INHALED = gettext_noop("inhaled")
DEVICE = gettext_noop("device")
EXERCISE = gettext_noop("exercise")
BEHAVIOR = gettext_noop("behavior")
# remote_visits
PHONE = gettext_noop("phone")
VIDEO = gettext_noop("video")
HOME = gettext_noop("at home")
ONLINE = gettext_noop("online")
REMOTE = gettext_noop("remotely")
# travel_or_payment
TRAVEL_PAID = gettext_noop("travel")
PAYMENT = gettext_noop("payment")
FREE = gettext_noop("free of charge")
COST = gettext_noop("cost to you")
# open_label_extension
IS_EXTENSION = gettext_noop("this study is an extension of an earlier one")
OFFERED = gettext_noop("part of the plan")
# visits
VISITS = gettext_noop("visits")
SESSIONS = gettext_noop("sessions")
# washout
BEFORE_JOINING = gettext_noop("before you join")
IN_STUDY = gettext_noop("during the study")
