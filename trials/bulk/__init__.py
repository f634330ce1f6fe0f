"""Every listed study as files to download: one folder for each edition of the data."""
