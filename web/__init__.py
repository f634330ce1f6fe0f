"""What every public page shares: links made of texts that somebody else wrote, one edition of the
data for each answer, pages that are kept while nothing in them changes, and a limit on expensive
answers. It knows none of the other apps' tables."""
