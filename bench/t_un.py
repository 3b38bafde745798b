import octavo.extract.body as B
from adapters import octavo_unseen as f
def u60(h,u): B.UNSURE=.6; return f(h,u)
def u82(h,u): B.UNSURE=.82; return f(h,u)
def u88(h,u): B.UNSURE=.88; return f(h,u)
