"""What every public page shares: links made of texts that somebody else wrote, one edition of the
data for each answer, and a limit on expensive answers. It knows none of our tables."""
