"""A story's headline says what happened; what sells an article counts against it."""

from octavo.stories.headlines import objection
from rows import every_row


@every_row(
    ("plain", "selling"),
    [
        ("Wildfire on Arden ridge burns 900 hectares", "Sheep 1, Wildfire 0"),
        ("Council of Arden approves tram line", "Who will pay for Arden's tram?"),
        ("Council of Arden approves tram line", "Why Arden wants its tram"),
        ("Holm wins cup final on penalties", "What a night! Holm wins the cup"),
        ("Holm wins cup final on penalties", "The nailbiter of Arden that Holm won"),
        ("Dockers in Arden return to work", "“Nobody wanted to wait,” says docker"),
        ("Museum in Holm opens new wing", "We tried the café in Holm's new wing"),
        ("Register of tenants in Arden copied", "Nine nights in the register: a theft"),
        ("مجلس أردن يوافق على خط الترام", "من يدفع ثمن الترام في أردن؟"),
        ("مجلس أردن يوافق على خط الترام", "صدمة في أردن بعد قرار الترام"),
        ("فتح معبر هولم أمام المشاة", "شجرة على الضفة الأخرى: يوم في هولم"),
    ],
)
def test_a_plain_headline_has_less_against_it_than_one_that_sells(plain, selling):
    assert objection(plain) == 0 < objection(selling)
