"""web: the pages, by the reader's places, one file a page. They only read; what they show was
computed in the walk, and what people do is carried out by `octavo.actions`.

    reading/   front page, stories, articles, hashtags, lists      finding/  search, ask
    listening/ what is read aloud, recordings, podcasts
    talking/   comments, moderation, "the text is wrong"           account/  accounts, follows
    desk/      editors' corrections and the extraction lab         machine/  feeds, health, pictures
    listening/ what is read aloud, recordings, podcasts
"""
