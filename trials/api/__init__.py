"""The studies for programs: the same form and the same rows as the pages, read only."""
