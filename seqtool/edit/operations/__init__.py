"""The verbs of the program: each is one step of a session and gives a report of what it changed."""
