"""Additions to pages: each takes the site and a page and returns a value."""
