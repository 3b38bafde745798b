"""gateway: the one door out. Every outbound request of any room passes it.

    url ── address ──► spelled plainly? http(s)? not inside? ──► Refused
        ── hosts ────► one at a time a host, with a gap
        ── resolver ─► the name's addresses, checked; the connection goes to exactly those
        ── client ───► the exchange, hop by hop, under one deadline
        ── reach ────► did anybody answer? else the network is down, and no publisher
        ── body ─────► at most so many bytes, unpacked under the same limit
        └► Egress, one record a hop, refused ones included

Errors are those of `octavo.errors.WireError`. Nothing else is raised for anything a publisher does.
"""

from octavo.gateway.body import Cap, unpacked
from octavo.gateway.client import Gateway
from octavo.gateway.rules import Ask, Permit, Response, Rules

__all__ = ["Ask", "Cap", "Gateway", "Permit", "Response", "Rules", "unpacked"]
