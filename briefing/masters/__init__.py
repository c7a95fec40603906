"""House masters: a foreign .pptx or .potx read as data. python-pptx is only here and in the deck's back end."""
