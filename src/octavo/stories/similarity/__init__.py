"""similarity: what is compared of an article (features), how similar it is to others (similarity,
local_density), and the parameters of all that (parameters).
"""
