"""How fast and how right Octavo is, measured through public functions only.

    extraction/  the body and the fields of pages, beside other extractors; feed parsers
    clustering/  stories, related articles, hashtags; placing as the live window grows
    assist/      what Octavo AI reads and judges, on golden sets of our own
    serving/     feeds polled, the whole walk, pages served, a restart
    training/    makes the shipped models again

    all.py       the serving part into results.md; every bench at a tiny size (`--tiny`)
    ratios.py    figures beside a yardstick of the same run, held to ratios.json
    held.py      what clustering and Octavo AI are held to, in scores.json; extraction holds its own

Every bench is a module: `python -m bench.serving.pages 1000`, in the root of the checkout.
"""
