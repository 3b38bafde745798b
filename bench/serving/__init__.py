"""What a running site does: polls, walks, serves pages, starts again."""
