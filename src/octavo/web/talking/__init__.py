"""Talking: comments, their moderation, and what readers say is wrong with a text."""
