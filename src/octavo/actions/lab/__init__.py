"""The extraction lab's side of the store: stored pages, publisher rules, pages read again."""
