"""What a record says to a person: pure functions, by rules that anyone can inspect.

A changed rule takes effect on all stored studies when RULES_VERSION is raised: the next sync reads
them anew, without fetching.
"""

RULES_VERSION = 2
