"""Articles put into stories: how right, how fast, and how much memory."""
