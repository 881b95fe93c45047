"""A whole listing as a document for people: terminal, text, HTML and PDF.

``items`` says what is shown, ``pieces`` prepares one sequence, and a module
for each form writes it; ``feature_map`` lays out maps for all of them and for
the desktop.
"""
