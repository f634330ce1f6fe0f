"""Pages on studies, one module for each kind."""
