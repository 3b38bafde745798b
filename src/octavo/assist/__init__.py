"""assist: what Octavo AI does, truthfully. The default needs no model and no network.

Every sentence shown is a verbatim sentence of a source, with the source beside it; where nothing
answers, it says so. What a source claims in numbers is read by `figures/`, whom it quotes by
`quotes/`.
"""
