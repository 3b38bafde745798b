"""The starter pack: enough feeds of enough countries, and a first start follows it once."""

import pytest

from octavo.actions import starter_pack
from octavo.store.models import Feed, Source

PACK = starter_pack.starter_pack()


def test_the_pack_is_wide_enough():
    subscriptions = [one.subscription for one in PACK]
    assert len({one.url for one in subscriptions}) == len(subscriptions) >= 80
    assert len({one.country for one in subscriptions if one.country}) >= 25
    assert {one.language for one in subscriptions} == {"en", "ar"}
    names = {one.title for one in subscriptions}
    assert {"CNA", "The Straits Times", "AsiaOne"} <= names
    assert all(one.url.startswith(("https://", "http://")) for one in subscriptions)


@pytest.mark.django_db
def test_following_it_twice_is_following_it_once():
    assert starter_pack.follow_starter_pack() == len(PACK)
    assert starter_pack.follow_starter_pack() == 0
    assert Feed.objects.count() == len(PACK)
    assert Source.objects.get(name="CNA").feeds.count() == 2
    assert "Temasek" in Source.objects.get(name="CNA").ownership
