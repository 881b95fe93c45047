"""Free text out to a translator and back: XLIFF 1.2 and 2.0, and workbooks."""
