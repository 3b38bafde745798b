"""Publisher rules that the owner tried and kept: by host and day, by whom and when, forgettable."""

from collections.abc import Iterable
from datetime import datetime

from octavo.extract.rules.rule import Rule, trusted
from octavo.store.models import KeptRule, User


def rules() -> list[Rule]:
    """All rules that the owner keeps, the latest last: of equals that one counts."""
    rows = KeptRule.objects.order_by("id").values_list("rule", "host")
    return [trusted(rule, host) for rule, host in rows]


def listed() -> list[KeptRule]:
    """The rules that are kept, with who kept them, by host and the last first."""
    return list(KeptRule.objects.select_related("kept_by").order_by("host", "-id"))


def rules_for(rows: Iterable[KeptRule], host: str) -> list[KeptRule]:
    """Those of the rules that speak of a host."""
    return [row for row in rows if host == row.host or host.endswith("." + row.host)]


def keep(rule: Rule, user: User, now: datetime) -> KeptRule:
    """Keep a rule from now on; what was kept before stays under it."""
    return KeptRule.objects.create(
        host=rule.host, since=rule.since, rule=rule.values, kept_by=user, kept_at=now
    )


def forget_rule(number: int) -> str:
    """Forget a rule; the host it was of, empty where there was none."""
    row = KeptRule.objects.filter(pk=number).first()
    if row is None:
        return ""
    row.delete()
    return row.host
