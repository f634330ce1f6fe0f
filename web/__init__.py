"""What all public pages share: links made from texts that somebody else wrote, one edition of the
data for each response, pages that are kept while nothing in them changes, and a limit on expensive
responses. It uses no table of another app."""
