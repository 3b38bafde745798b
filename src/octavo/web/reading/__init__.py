"""Reading: the front page, stories, articles, hashtags, and every other list."""
