"""Turns a folder of bilingual Markdown into a checked site."""
