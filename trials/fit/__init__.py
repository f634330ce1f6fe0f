"""What a person's answers say about the lines of a study's criteria, by a small grammar.

Pure: no Django, no database. The words are data, in `lexicon.toml`.
"""
