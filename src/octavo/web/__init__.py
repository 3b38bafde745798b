"""web: the pages, one file each. They only read; what they show was computed in the walk."""
