"""Changes to listings: applying the mends that rules offer."""
