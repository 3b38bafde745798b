"""What newsrooms write around their articles, by kind and language: lines that are no body.

Each pattern is held against a whole line, and none against one beyond `LONG_WORDS`, so that a
paragraph of a report that happens to begin alike stays.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

LONG_WORDS = 45
"""Words from which a line is a paragraph, which few phrases make boilerplate. Chosen by hand; not
measured."""
LONG_CHARACTERS = 500
"""The same in characters. Chosen by hand; not measured."""


@dataclass(frozen=True)
class Table:
    """Patterns for a whole line. A `rare` one, which looks for its words anywhere in the line, is
    only tried where the line has one of them: that takes a tenth of the time."""

    always: re.Pattern[str]
    rare: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]

    def match(self, line: str) -> bool:
        """Whether the line is one of the table's."""
        if self.always.match(line):
            return True
        low = line.lower() if self.rare else ""
        return any(
            pattern.match(line) for some, pattern in self.rare if any(word in low for word in some)
        )


def _pattern(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _any(*patterns: str | tuple[str, str]) -> Table:
    """The table of the patterns; one that comes with words is rare."""
    rare = [
        (tuple(one[0].split("|")), _pattern(one[1])) for one in patterns if isinstance(one, tuple)
    ]
    return Table(_pattern(*(one for one in patterns if isinstance(one, str))), tuple(rare))


_APP = r"(?:app|apps|whatsapp|telegram|signal|youtube|instagram|facebook|twitter|tiktok|linkedin|newsletters?|podcast|x)"
_LEAD = r"^[^\w\"'“‘«(]*"

PROMOTION = _any(
    rf"{_LEAD}(?:please )?(?:join|follow|like|find|connect with|subscribe to|add) (?:us|our|[\w’'.& ]{{2,40}}?) (?:on |at |via |as )?.{{0,30}}\b(?:{_APP}|channel|page|google news|preferred source)\b",
    rf"{_LEAD}(?:please )?(?:download|get|install|try) (?:the|our) .{{0,40}}\bapp\b",
    rf"{_LEAD}(?:to (?:get|receive) .{{3,60}},? )?(?:please )?(?:sign[- ]up|subscribe|register)\b(?: now| here| today)?(?: (?:to|for|and|with|here|now|at|below)\b.{{0,160}})?[.!:>»]*$",
    r"^(?:get|receive) (?:the |our |all |more )?.{0,80}\b(?:delivered|straight|direct(?:ly)?|sent|right)\b.{0,20}\b(?:to )?(?:you|your) ?(?:inbox|phone|email)?\b",
    r"^(?:get|read) (?:the )?(?:latest|breaking|more|unlimited|top) .{0,60}\b(?:here|by (?:email|signing)|newsletter|in your inbox|on (?:our|the) app)\b[.!]*$",
    r"^for (?:more|the latest|all the latest|breaking) .{3,120}\b(?:visit|click|follow|subscribe|check out|read|download|go to|sign up|head to|join|tune|see our)\b",
    r"^(?:want|love|looking for|enjoying|enjoyed) .{3,80}\? .{0,30}\b(?:sign up|subscribe|follow|join|click|download|check out|read more)\b",
    r"^(?:click|tap|scan|press) (?:here|on the|this|the)\b.{0,100}\b(?:to|for|link|here|subscribe|code)\b.{0,100}$",
    r"^(?:support|help) (?:us|our (?:journalism|work|newsroom)|independent journalism|quality journalism)\b.{0,160}",
    r"^(?:you can )?(?:listen to|watch) .{0,60}\b(?:on|via) (?:apple podcasts?|spotify|youtube|your podcast|bbc sounds)\b",
    r"^(?:do you have|got|have) a (?:story|tip|news tip|question|view|confidential).{0,120}\b(?:email|contact|send|get in touch|let us know|write|call|e-?mail us|reach)\b",
    r"^(?:contact|email|e-?mail|reach|write to|follow) (?:us|him|her|them|the (?:author|writer|reporter)|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})(?: directly)?,? (?:at|on|via|through|by)\b.{0,120}(?:@|\.com|\d{3}|twitter|facebook|instagram| x)\b",
    r"^(?:this (?:article|story|post|page)|we) (?:may )?(?:contains?|includes?|earns?|receives?|get)\b.{0,60}\b(?:affiliate|commission|sponsored)\b",
    r"^(?:if you (?:buy|purchase|click)|when you (?:buy|purchase)|products? (?:featured|in this)|all products)\b.{0,160}\b(?:commission|independently|affiliate)\b",
    r"^(?:want|wish) to (?:bookmark|save|read|support)\b.{0,200}\b(?:subscri|premium|sign|member|account)",
    r"^join (?:our|the) .{0,40}\b(?:forum|conversation|discussion|debate|community|mailing list|newsletter)\b.{0,120}$|^join thought-provoking\b.{0,120}$",
    r"^(?:hat ihnen (?:dieser|der) artikel gefallen|il vous reste \d+|la suite est réservée|cet article est réservé|este contenido es exclusivo|dieser artikel ist (?:nur )?für abonnenten).{0,200}$",
    (
        "newsletter|rss-feed|podcast",
        r"^.{0,200}\b(?:newsletter|rss-feed|podcast)s?\b.{0,160}\b(?:hier geht['’]?s zur? anmeld\w+|(?:jetzt|hier|kostenlos) (?:anmelden|abonnieren|bestellen)|genau richtig|sign up here|subscribe here)\W*$",
    ),
    (
        "newsletter",
        r"^(?:[^.!?]{3,120}\? )?(?:please )?(?:sign up|subscribe) (?:for|to) (?:our|the|this) [^.]{0,80}\bnewsletter\b.{0,40}$|^[^.!?]{3,120}\bnewsletter\b[^.!?]{0,60}\? (?:sign up|subscribe)\b.{0,60}$",
    ),
    r"^(?:become|be) an? (?:paid |paying |premium |monthly |free )?(?:subscriber|member|supporter|patron)\b(?: (?:to (?:read|unlock|support|get|continue|access)|today|now|for (?:just|only|as little))\b.{0,160})?[.!:>»]*$",
    r"^(?:please )?(?:consider )?(?:donat(?:e|ing)|mak(?:e|ing) a (?:donation|contribution))\b(?: (?:to|today|now|here|and|so|if|via)\b.{0,160})?[.!:>»]*$",
    r"^if you (?:value|like|liked|enjoy|enjoyed|appreciate|believe in) (?:our|this|what (?:we|you))\b.{0,160}\b(?:donat|support|contribut|subscri|member)\w*.{0,80}$",
    r"^(?:your|readers?['’]?) (?:donation|contribution|subscription|membership|support)s?\b.{0,120}\b(?:our|independent|quality) (?:\w+ )?(?:journalism|newsroom|reporting)\b.{0,80}$",
    r"^(?:already (?:a|have an?) (?:subscriber|member|account|subscription)|to (?:continue|keep) reading(?=[,:.…]|$| (?:this|our|with))|(?:this|the full) (?:article|story|text) is (?:only |exclusively )?(?:for|available to) (?:our )?(?:subscribers|members))\b.{0,120}$",
    r"^(?:unterstützen sie (?:uns|unser\w*|unabhängig\w*)|spenden sie|jetzt (?:spenden|unterstützen|testen)|ihre spende|mit ihrer (?:spende|unterstützung)|bereits (?:abonnent|registriert)|sie haben bereits ein)\b.{0,160}$|^\W*\w+ unterstützen$",
    r"^(?:soutenez|faites un don|déjà abonnée?|apoya (?:a |nuestro|el)|haz (?:una donación|un donativo)|ya eres suscriptor|sostieni|già abbonat[oa])\b.{0,160}$",
    r"^view the latest .{2,60}\b(?:deals|offers)\W*$",
    r"^get (?:the )?(?:daily|weekly|breaking|our) .{0,40}\bnews(?:letter)?\W*$|^follow (?:ap|reuters|afp|cnn|bbc|us)['’]?s? .{0,60}\bcoverage\b.{0,120}$",
    r"^(?:what do you think|let us know|tell us|have your say|share your (?:thoughts|views))\b.{0,160}\b(?:comments?|below|share|social|email)\b.{0,60}$",
    r"^be the first to (?:get|know|hear|receive)\b.{0,80}$|^get (?:alerts|notifications|updates|notified)\b.{0,160}$|^(?:buy|get|book) (?:your )?tickets\b.{0,40}$",
    r"^our standards: the .{0,60}(?:principles|opens new tab)\W*$|^purchase licensing rights.{0,60}$",
    r"^(?:read|see|view) the (?:original|full) (?:article|story|post|piece|version)\b.{0,80}$",
    r"^(?:this|the) (?:article|story|post|piece|column|essay|interview|report) (?:was )?(?:first|originally|also)\b.{0,20}\b(?:appeared|published|posted|ran|produced)\b.{0,160}$",
    (
        "reached|contacted|followed",
        r"^\W*(?:staff writer |[A-Z][\w.'’-]+ ){1,4}.{0,60}\b(?:can|may) be (?:reached|contacted|followed)\b.{0,160}$",
    ),
    r"^(?:تابعوا?(?:نا)?|تابع(?:نا)?|اشترك|اشتركوا|انضم|انضموا|حم[ّ]?ل|حمّلوا|للاشتراك|للانضمام|لمتابعة|لمزيد من|للمزيد من)\b.{0,140}(?:واتس|تلي?غرام|تيليجرام|قناة|قناتنا|تطبيق|نشرة|نشرتنا|فيسبوك|تويتر|إنستغرام|يوتيوب|غوغل|جوجل|اضغط|هنا|منصة)",
    r"^(?:suivez|rejoignez|téléchargez|abonnez|inscrivez)[- ]?(?:nous|vous|l['’]appli|notre)?\b.{0,140}$",
    r"^(?:folgen sie|abonnieren sie|jetzt (?:abonnieren|anmelden|lesen)|hier (?:anmelden|abonnieren|klicken)|laden sie)\b.{0,140}$",
    r"^(?:síguenos|suscríbete|únete|descarga|sigue (?:a|toda|leyendo)|suscríbase|seguici|iscriviti|siga|inscreva-se|assine|baixe)\b.{0,140}$",
    r"^(?:abone ol|bizi takip|whatsapp kanal|haberlerimizi)\b.{0,100}$",
    r"^(?:подписывайтесь|подпишитесь|читайте нас|следите за)\b.{0,140}$",
)
"""Sentences that ask the reader for something: follow, download, subscribe, pay, write to us."""

RELATED = _any(
    rf"{_LEAD}(?:read|see|watch|listen|learn|find out|discover|know|view|explore)[- ](?:more|also|next|now|here|the full|related|this|on)\b(?:\s*[:|>»–—-].*|\s+(?:about|on|at|in|from|by)\b.{{0,120}}|\s*)$",
    rf"{_LEAD}(?:also read|also see|must[- ]read|don['’]?t miss|more (?:from|on|about|stories|news|to read|for you)|related(?: (?:articles?|stories|story|news|posts?|content|links?|topics?|video|coverage|reading))?|recommended|you (?:may|might) (?:also )?(?:like|be interested)|what to (?:know|read) next|most (?:read|popular)|trending(?: now)?|latest (?:news|stories)|top stories|in case you missed it|further reading|editor['’]s picks?|up next|sponsored|promoted)\b(?:\s*[:|>»–—-].*|\s*(?:on|in|from|this)?\b.{{0,50}})$",
    r"^(?:read|full story|related|more|watch|see also|also read|explainer|factbox|opinion|photos?|video|gallery|listen|live)\s?(?:\||:|»|>>)\s?.{5,160}$",
    r"^(?:[•►▶➡→»*-]+\s*(?:read|watch|related|more|see)\b|>{2,3}\s).{0,160}$",
    r"^(?:إ?اقرأ أيض[اًًا]+|طالع أيض[ًا]+|شاهد(?:وا)? أيض[ًا]+|اقرأ المزيد|للمزيد|مواضيع ذات صلة|أخبار ذات صلة|موضوعات متعلقة|ذات صلة|إقرأ المزيد|اقرأ أيضا|الأكثر قراءة|نرشح لك|قد يهمك)\b.{0,160}",
    r"^(?:in this (?:article|story)|on this topic|(?:explore )?more on (?:this|these) (?:topics?|stories)|more about|topics in this|this story (?:is part of|appears in)|zum thema|in diesem artikel|dossiers?|themen|schlagworte|dans cet article|en este artículo|temas|in questo articolo|أخبار متعلقة)(?: .{0,40})?[:：]?$",
    r"^(?:lire aussi|à lire aussi|voir aussi|à lire|sur le même sujet|lesen sie (?:auch|hier|dazu|mehr)|lies auch|mehr zum thema|mehr dazu|auch interessant|das könnte sie|siehe auch|zum thema|leer (?:más|también)|lea también|te puede interesar|ver también|noticias relacionadas|leggi anche|leia (?:também|mais)|veja também|lees ook|läs (?:också|mer|även)|les også|læs også|читайте также|смотрите также|ilgili haber|baca juga|lihat juga|関連記事|あわせて読みたい|相关(?:新闻|阅读|报道)|延伸閱讀|관련 ?기사|이 ?시각).{0,160}",
)
"""Pointers to other articles."""

FURNITURE = _any(
    r"^(?:advertise?ments?|sponsored(?: content)?|promoted(?: content)?|paid content|ad|ads|story continues(?: below)?(?: (?:this )?(?:ad|advertisement))?|article continues (?:below|after).{0,30}|skip (?:ad|advert.{0,8}|to (?:main )?content|past .{0,40})|continue reading.{0,40}|loading\W*|إعلان(?:ات)?|اعلان|publicité|anzeige|werbung|publicidad|pubblicità|reklam|реклама|広告|广告|廣告|광고|iklan)[.:]?$",
    r"^(?:share|share this|share (?:this )?(?:article|story|post|on .{2,30}|via .{2,20}|now)|comments?|comment|add (?:a )?comment|leave a (?:comment|reply)|view comments|(?:show|hide|read) comments|no comments(?: yet)?\W*|\d+ comments?|print|email|copy (?:link|url)|save|saved|bookmark|tweet|pin ?it|whatsapp|facebook|twitter|telegram|linkedin|reddit|link copied\W*|copied|listen|listen to (?:this )?(?:article|story).{0,20}|play|pause|video player is loading.*|close|menu|search|back to top|return to top|log ?in|sign ?in|register|gift(?: this)? article|report (?:a )?(?:typo|error|this).{0,30}|text size|font size|translate|follow|following|tags?|topics?|keywords?|categories|filed under.{0,60}|enlarge(?: image)?|view gallery|see (?:all|more)(?: (?:photos|images|stories))?|شارك|مشاركة|تعليقات|التعليقات|طباعة|حفظ|نسخ الرابط|استمع|الكلمات الدالة|وسوم|partager|commenter|teilen|kommentare|drucken|compartir|comentarios|condividi|paylaş|yorumlar|シェア|分享|공유)\W*$",
    r"^(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)[ -]?(?:min|mins|minute|minutes)(?: read| to read| de lecture)?\.?$|^(?:reading time|read time|estimated reading|lesezeit|lesedauer|temps de lecture|وقت القراءة|زمن القراءة)\b.{0,30}$",
    r"^(?:©|\(c\)|copyright\b|all rights reserved|جميع الحقوق|tous droits|alle rechte|todos los derechos).{0,160}$",
    r"^(?:this (?:material|content|article|report) may not be|reproduction|no part of this).{0,200}$",
    r"^(?:image|photo|picture|video|media) (?:caption|source|credit)s?\b.{0,20}$",
    r"^(?:javascript|cookies?) (?:is|are|must be|has been) .{0,80}(?:enable|disabled|required).{0,60}$|^(?:please )?enable javascript\b.{0,80}$|^we (?:and our partners )?use cookies\b.{0,300}$",
    r"^(?:\[?(?:embed|gallery|video|image|photo|ad|slideshow|poll|quiz|widget|iframe)\]?)$",
    r"^(?:social )?sharing(?: is caring)?\W*$|^like this (?:story|article)\W.{0,40}$|^this slideshow requires javascript\W*$",
    (
        "lesedauer|lesezeit|temps de|tiempo de|tempo di|reading time|leestijd|lästid",
        r"^.{0,40}\b(?:lesedauer|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|reading time|leestijd|lästid)\W{0,3}\d.{0,20}$",
    ),
    r"^(?:empfohlener redaktioneller inhalt|contenu recommandé|recommended (?:editorial )?content|externer inhalt).{0,60}$",
    r"^[\W_]+$",
)
"""Labels, buttons and notices of the page."""

BYLINE = _any(
    r"^\W?(?:additional |with |further |more )?(?:reporting|writing|editing|contributions?|contributing|compiled|translated|edited|with (?:files|inputs|reporting|additional))\b.{0,20}(?:\bby\b|\bfrom\b|:).{2,300}$",
    (
        "contribut",
        r"^.{3,260}\b(?:contributed|contributing) (?:reporting |additional reporting )?to this (?:report|story|article|piece)\.?$|^[\w.'’, -]{3,120} contributed(?: reporting)?\.?$",
    ),
    r"^[_\W]*(?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})(?:,? and (?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}))? reported from (?-i:[A-Z]).{2,60}\.?$",
    r"^(?:mit agenturmaterial|mit material (?:von|der) .{2,40}|quellen?: .{2,60}|avec (?:afp|reuters|ap)|con informaci[oó]n de .{2,40})\.?$",
    r"^(?:includes?|with) (?:information|reporting|material|inputs?|agency inputs?|files) from .{2,100}$",
    r"^(?:by|written by|story by|reported by|reporting by|report by|words by|text by|posted by|published by|von|par|por|بقلم|كتب|كتبت|إعداد)\b:?\s+(?-i:[^\W\d_a-zß-ÿ][\w.'’-]*(?:[ ,&|/]+(?:[^\W\d_a-zß-ÿ][\w.'’-]*|and|with|und|et|y|e|of|for|de|da|van|von|der|bin|al|el|la|le|in)){0,14})(?:\s?[|,–-].{0,60})?(?<!\.)$",
    r"^(?:published|posted|updated|last updated|last modified|first published|issued|publié|mis à jour|veröffentlicht|aktualisiert|publicado|actualizado|pubblicato|نشر|نُشر|تم النشر|آخر تحديث|تاريخ النشر|تحديث|更新|公開|発信)\b(?:\s*(?:on|at|le|am|el|il|في))?\W.{0,80}\d.{0,40}$",
    r"^(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?,?\s.{0,20}\d{1,2}.{0,20}\d{4}.{0,30}$",
    r"^\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?.{0,40}$",
    r"^(?:\d+|an?|one) (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago$|^منذ \d+ .{2,12}$",
    (
        "staff |correspondent|editor|contributor",
        r"^[^.]{0,40}\|?\s*(?:staff (?:writer|reporter)|correspondent|editor|contributor)$",
    ),
)
"""Lines that say who and when, which are fields and not body."""

NOTE = _any(
    r"^(?:editor['’]?s?['’]? note|correction|corrections|clarification|update|amendment|erratum|note to readers|ملاحظة من المحرر|تصحيح|تصويب|توضيح|correctif|rectificatif|korrektur|richtigstellung|corrección|fe de erratas|errata corrige|訂正|更正)\b\s*(?:\([^)]*\))?\s*[:：–—-].{10,}",
    r"^(?:\W*)(?:this|the|an|a previous|an earlier|a prior|the original)\b.{0,40}\b(?:article|story|report|post|version|headline|copy|piece|column)\b.{0,60}\b(?:has been|was|have been|been) (?:corrected|amended|updated|edited|clarified|revised|changed)\b.{0,300}",
    r"^(?:\W*)(?:an|the|a) (?:earlier|previous|prior|original|initial) version of this\b.{10,400}",
    r"^(?:this (?:article|story|report|post) (?:corrects|amends|clarifies))\b.{5,300}",
)
"""What a newsroom says about its own text."""

CORRECTED = _pattern(
    r"correct|clarif|amend|errat|earlier version|previous version|تصحيح|تصويب|توضيح|rectific|correctif|korrektur|richtig|訂正|更正|updated to|revised"
)

TAIL = _any(
    r"^(?:more must[- ]reads?|related|recommended|read (?:more|next)|more (?:from|on|stories|news|in)|most (?:read|popular)|trending|about the (?:author|writer)s?|latest|you (?:may|might)|also (?:read|in)|up next|comments?|share this|topics?|tags|follow us|sign up|newsletter|what to read next|(?:our |top )?picks|sources?|references|مواضيع|أخبار|ذات صلة|الأكثر|اقرأ|mehr zum|lesen sie|lire aussi|à lire|sur le même|leer más|te puede|関連|相关)\b.{0,60}$",
)
"""Subheads after which nothing of the article comes."""

NOTICES = _any(
    r"^(?:weiterlesen|hier weiterlesen|lire la suite|continuer la lecture|seguir leyendo|continuar leyendo|continua a leggere|leggi tutto|lees verder|fortsätt läsa|les videre|læs videre"
    r"|czytaj dalej|читать далее|devamını oku|続きを読む|继续阅读|繼續閱讀|계속 읽기|تابع القراءة)\W*$",
    r"^(?:(?:article|contenu) )?réservée? (?:à nos|aux) abonnés\W*$|^(?:nur )?für abonnenten\W*$|^(?:sólo|solo|exclusivo|contenido exclusivo) para suscriptores\W*$"
    r"|^(?:contenuto |articolo )?riservato agli abbonati\W*$|^(?:for )?subscribers? only\W*$|^subscriber exclusive\W*$|^alleen voor abonnees\W*$",
    r"^\W{0,3}(?:with )?additional reporting by .{3,120}$",
    r"^(?:please )?(?:get|keep) in touch with (?:us|me|our|the)\b.{0,120}(?:@|\bemail|\bvia\b).{0,80}$",
    r"^advertise?ment\W+scroll to continue\W*$",
    r"^(?:this is a breaking(?: news)? story\W{0,4})?(?:and )?(?:more|updates?) (?:to follow|follows?|to come)\W*$",
)
"""Lines around a text that only the clean-up looks for: the classifier was not trained with them."""

BIOGRAPHY = r"(?:is|was|are|writes|covers|reports|joined|has (?:been|worked|covered|written)|works|leads|serves|teaches|can be|hosts|studied|graduated)\b"


_TABLES = (FURNITURE, BYLINE, PROMOTION, RELATED, NOTE, TAIL)
_OTHER = (1, 2, 3, 4)
"""The kinds of phrases but the first, by their numbers."""


def kind(line: str, words: int) -> int:
    """Which table the line, of so many words, is in: 0 none, else its place among furniture,
    byline, promotion, related, note and tail."""
    return _kind(line) if words <= LONG_WORDS and len(line) <= LONG_CHARACTERS else 0


@lru_cache(maxsize=4096)
def _kind(line: str) -> int:
    return next((i for i, table in enumerate(_TABLES, 1) if table.match(line)), 0)


def is_boilerplate(line: str, words: int) -> bool:
    """Whether the whole line, of so many words, is something else than the article's text."""
    is_short = words <= LONG_WORDS and len(line) <= LONG_CHARACTERS
    return kind(line, words) in _OTHER or (is_short and NOTICES.match(line))
