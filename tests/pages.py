#!/usr/bin/env python3
"""Writes pages of news sites as they are made, around articles of bench/news.py, with what is true of each.

  pages.py FOLDER [COUNT]     NAME.html, and truth.json: {NAME: {"title", "text", "captions", "date", "site", "url"}}

Every page is of a layout below, and has around its article a choice of what sites put there. Some are broken: tags not
closed, badly nested, cut off, in another charset than they say.
"""
import html
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench"))
import news

SITES = ["The Harbour Courier", "Northern Dispatch", "Daily Lantern", "Valley Times", "Echo of the Coast", "Meridian Post", "The Plains Observer",
         "Signal 24", "Capital Gazette Online", "Hill Country Herald"]
TEASERS = ["Bakers' union wins case over night work", "Ten walks to take before the summer ends", "Why the old bridge will not be painted again",
           "Markets calm after a week of losses", "A town without a doctor finds two", "The quiet return of the night train", "School reopens after fire",
           "Chess club marks its hundredth year", "What the new timetable means for commuters", "Farmers ask for rain, and for loans"]
TEASER_TEXTS = ["The decision ends a dispute of nine years between the owners and the people who start work at two in the morning.",
                "Our reporter has walked them all, and says which of them can be done with children and which are best left alone.",
                "Engineers say the rust is only on the surface, but the council has run out of money for scaffolding."]
COMMENTS = ["I have lived here for thirty years and nobody has ever asked us what we think about it. It is always the same.",
            "Typical. The people at the top will not pay for this, you and I will, as we did the last time it happened.",
            "Could the author please say where the number comes from? I have read something quite different elsewhere.",
            "Well written. I had not heard of the second meeting, and I follow these things rather closely, believe me."]
COOKIES = ["We and our partners use cookies to store information on your device, to measure how our pages are read and to show you advertising that fits. You can change your mind at any time.",
           "This website uses cookies to ensure that you get the best experience. By going on you agree to their use."]
NEWSLETTER = ["Sign up for our morning newsletter and get the five stories that matter before breakfast.", "Join our mailing list. You can unsubscribe whenever you like."]
LEGAL = ["All rights reserved. No part of this site may be reproduced without the written permission of the publisher, who is not responsible for the contents of external sites.",
         "Registered office: 12 Quay Street. Our journalism follows the code of the press council; complaints are answered within ten days."]
BIO = ["{name} has covered the region since 2009 and lives with two cats near the old port.", "{name} writes about politics and the people who pay for it."]
CAPTIONS = ["People wait outside a public building in {town}, where the police closed two streets.", "A view of {town} on a morning in spring.",
            "Soldiers stand at a road near {town}; the army did not say how many there are. Photo: Harbour Pictures",
            "{name} speaks to reporters in {town} (file photo)"]
HEADS = ["What happened before", "What both sides say", "The way ahead", "Voices from the street"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


class Page:
    """What is true of a page, and the means to write it."""

    def __init__(self, n, article, chance):
        self.n, self.chance = n, chance
        self.title, *self.paragraphs = article.split("\n\n")
        self.site = SITES[n % len(SITES)]
        self.host = self.site.lower().replace(" ", "-") + ".example"
        self.date = f"20{chance.randint(10, 23)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        self.author = f"{chance.choice(news.GIVEN)} {chance.choice(news.SURNAMES)}"
        self.town = chance.choice(news.TOWNS)
        self.url = f"https://www.{self.host}/{chance.choice(['news', 'world', 'politics'])}/story-{n}.html"
        self.captions = [chance.choice(CAPTIONS).format(town=self.town, name=self.author) for _ in range(chance.choice([0, 1, 1, 2]))]
        self.parts = []  # (kind, text) of the article, in order: p, h2, caption
        heads = chance.sample(HEADS, len(HEADS))
        for i, text in enumerate(self.paragraphs):
            if 0 < i < len(self.paragraphs) - 1 and chance.random() < 0.15:
                self.parts.append(("h2", heads.pop()))
            self.parts.append(("p", text))
            if i < len(self.captions):
                self.parts.append(("caption", self.captions[i]))
        self.is_dated = self.says_site = self.says_url = True

    def e(self, text):
        """Text as HTML: some write characters as they are, some as entities."""
        text = html.escape(text, quote=False)
        if self.n % 3 == 0:
            text = text.replace("\"", "&quot;").replace("é", "&eacute;")
        if self.n % 4 == 1:  # quotes as in print
            out, is_open = [], True
            for c in text:
                out.append(("“" if is_open else "”") if c == "\"" else c)
                is_open = is_open != (c == "\"")
            text = "".join(out)
        if self.n % 5 == 2:
            text = text.replace(" of ", " of&nbsp;")
        if self.n % 7 == 3:  # a link and stress within the text
            words = text.split(" ")
            if len(words) > 12:
                words[3] = f'<a href="/topic/{self.n}">{words[3]}'
                words[4] += "</a>"
                words[8] = f"<em>{words[8]}</em>"
            text = " ".join(words)
        return text

    def long_date(self):
        y, m, d = self.date.split("-")
        return f"{MONTHS[int(m) - 1]} {int(d)}, {y}"

    def head(self, extra="", og=True, lang="en"):
        c, out = self.chance, []
        out.append(f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">')
        if not og:
            self.says_site = self.is_dated = self.says_url = False
        out.append(f"<title>{html.escape(self.title)} {c.choice(['|', '-', '–'])} {self.site}</title>")
        if og:
            out.append(f'<meta property="og:title" content="{html.escape(self.title)}"><meta property="og:site_name" content="{self.site}">')
            out.append(f'<meta property="article:published_time" content="{self.date}T0{c.randint(1, 9)}:15:00Z">')
            out.append(f'<link rel="canonical" href="{self.url}">')
        out.append('<style>body { font: 16px serif } .x { display: none }</style><script>var page = {"kind": "article", "text": "<p>not this</p>"};</script>')
        return "\n".join(out) + extra + "</head>\n"

    def linked_data(self, body=None, graph=False):
        self.is_dated = self.says_site = self.says_url = True
        node = {"@context": "https://schema.org", "@type": self.chance.choice(["NewsArticle", "ReportageNewsArticle", ["Article", "NewsArticle"]]),
                "headline": self.title, "datePublished": self.date + "T12:30:00+02:00", "dateModified": "2024-01-01T00:00:00Z",
                "author": [{"@type": "Person", "name": self.author}], "mainEntityOfPage": {"@type": "WebPage", "@id": self.url},
                "publisher": {"@type": "NewsMediaOrganization", "name": self.site}}
        if body:
            node["articleBody"] = body
        if graph:
            node = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": self.site}, {"@type": "BreadcrumbList", "itemListElement": []}, node]}
        return f'<script type="application/ld+json">{json.dumps(node, indent=self.chance.choice([None, 1]))}</script>'

    def teaser_list(self, count):
        return "".join(f'<li><a href="/s/{i}">{t}</a></li>' for i, t in enumerate(self.chance.sample(TEASERS, count)))

    def nav(self, tag="nav"):
        names = ["Home", "World", "Politics", "Business", "Sport", "Culture", "Opinion", "Weather"]
        return f'<{tag}{"" if tag == "nav" else " class=main-menu"}><ul>' + "".join(f'<li><a href="/{x.lower()}">{x}</a></li>' for x in names) + f"</ul></{tag}>"

    def cookie(self):
        return f'<div id="cookie-consent" role="dialog"><p>{self.chance.choice(COOKIES)}</p><button>Accept all</button> <a href="/privacy">Settings</a></div>'

    def comments(self, kind=0):
        texts = self.chance.sample(COMMENTS, self.chance.randint(2, 4))
        if kind == 0:
            items = "".join(f'<li class="comment"><b>reader{i}</b> <p>{t}</p><a href="#">Reply</a></li>' for i, t in enumerate(texts))
            return f'<section id="comments"><h3>{len(texts)} comments</h3><ol>{items}</ol></section>'
        return '<div id="disqus_thread">' + "".join(f"<div class=post><div class=post-message><p>{t}</p></div></div>" for t in texts) + "</div>"

    def sidebar(self, tag="aside"):
        cards = "".join(f'<div><h4><a href="/t/{i}">{t}</a></h4><p>{x}</p></div>' for i, (t, x) in enumerate(zip(self.chance.sample(TEASERS, 3), TEASER_TEXTS)))
        return f'<{tag}{"" if tag == "aside" else " class=sidebar"}><h3>Most read</h3><ol>{self.teaser_list(4)}</ol>{cards}</{tag}>'

    def footer(self, tag="footer"):
        return f'<{tag}{"" if tag == "footer" else " id=footer"}><p>© 2024 {self.site}. {LEGAL[0]}</p><p>{LEGAL[1]}</p><a href="/about">About</a> <a href="/jobs">Jobs</a></{tag}>'

    def related(self):
        return f'<div class="related-stories"><h3>Related stories</h3><ul>{self.teaser_list(3)}</ul></div>'

    def share(self):
        return '<div class="share-bar"><span>Share this</span> <a href="#f">Facebook</a> <a href="#t">Twitter</a> <a href="#m">Email</a></div>'

    def byline(self):
        return f'<div class="byline">By <a href="/by/{self.n}">{self.author}</a> <time datetime="{self.date}">{self.long_date()}</time></div>'

    def letter(self):
        return f'<div class="newsletter-signup"><p>{self.chance.choice(NEWSLETTER)}</p><form><input><button>Sign up</button></form></div>'

    def body(self, p="<p>{}</p>", h="<h2>{}</h2>", caption='<figure><img src="/i.jpg" alt=""><figcaption>{}</figcaption></figure>', between=()):
        """The article's parts; `between` are put after some of its paragraphs."""
        out, inserts = [], list(between)
        for n, (kind, text) in enumerate(self.parts):
            out.append({"p": p, "h2": h, "caption": caption}[kind].format(self.e(text)))
            if kind == "p" and n and inserts and n + 1 < len(self.parts):
                out.append(inserts.pop())
        return "\n".join(out)

    def truth(self):
        return {"title": self.title, "text": "\n\n".join(t for _, t in self.parts), "captions": self.captions, "date": self.date if self.is_dated else None,
                "site": self.site if self.says_site else None, "url": self.url if self.says_url else None}


# ---- layouts ----

def modern(p):
    """article in main, all that a large site has."""
    return p.head() + f'<body class="article-page has-sidebar">{p.cookie()}<header><a href="/">{p.site}</a>{p.nav()}</header><main><article><header><h1>{p.e(p.title)}</h1>{p.byline()}{p.share()}</header>' \
        f'<div class="article-content">{p.body(between=[p.letter(), p.related()])}</div><div class="author-bio"><p>{BIO[0].format(name=p.author)}</p></div>' \
        f'<div class="tags"><a href="/x">{p.town}</a> <a href="/y">Politics</a></div></article></main>{p.sidebar()}{p.comments()}{p.footer()}</body></html>'


def linked(p):
    """JSON-LD with the whole body; div paragraphs with class names that say nothing."""
    ld = p.linked_data("\n\n".join(p.paragraphs), graph=p.n % 2 == 0)
    return p.head(ld) + f'<body>{p.nav("div")}<div class="css-1x9"><h1 class="css-77">{p.e(p.title)}</h1><div class="css-3f">' \
        f'{p.body(p="<div class=css-0a2>{}</div>", between=["<div class=css-ad>Advertisement</div>"])}</div></div>{p.sidebar("div")}{p.footer("div")}</body></html>'


def linked_glued(p):
    """JSON-LD whose body has lost its paragraphs; the page has them."""
    ld = p.linked_data(" ".join(p.paragraphs))
    return p.head(ld, og=False) + f'<body>{p.nav()}<section><h1>{p.e(p.title)}</h1>{p.body()}</section>{p.comments(1)}{p.footer()}</body></html>'


def linked_only(p):
    """The text stands in JSON-LD alone, with tags and entities: the page is drawn by a script."""
    p.parts = [("p", t) for t in p.paragraphs]
    p.captions = []
    ld = p.linked_data("".join(f"<p>{html.escape(t)}</p>" for t in p.paragraphs) if p.n % 2 else "\n".join(p.paragraphs))
    return p.head(ld) + f'<body>{p.nav()}<div id="app"><noscript>You need to enable JavaScript to run this app.</noscript></div>{p.footer()}</body></html>'


def amp(p):
    return p.head('<script async src="https://cdn.ampproject.org/v0.js"></script>').replace("<html ", "<html ⚡ ") + \
        f'<body><amp-sidebar id="s" layout="nodisplay"><ul>{p.teaser_list(5)}</ul></amp-sidebar><header class="amp-bar"><a href="/">{p.site}</a></header>' \
        f'<amp-consent><div><p>{COOKIES[0]}</p></div></amp-consent><article class="amp-wp-article"><h1 class="amp-wp-title">{p.e(p.title)}</h1>' \
        f'{p.body(caption="<figure><amp-img src=x></amp-img><figcaption>{}</figcaption></figure>", between=["<amp-ad width=300><div>Advertisement</div></amp-ad>"])}' \
        f'<amp-social-share type="email"></amp-social-share></article>{p.footer()}</body></html>'


def blog(p):
    """The usual blog engine: post, entry-content, widgets, comment form."""
    return p.head() + f'<body class="single single-post with-comments"><div id="page"><div id="masthead">{p.nav("div")}</div><div id="content" class="site-content"><div class="post hentry">' \
        f'<h1 class="entry-title">{p.e(p.title)}</h1><div class="entry-meta">Posted on {p.long_date()} by {p.author}</div><div class="entry-content">' \
        f'{p.body(caption="<div class=wp-caption><img src=x><p class=wp-caption-text>{}</p></div>", between=[p.share()])}{p.share()}</div></div>' \
        f'{p.comments()}<div id="respond"><h3>Leave a reply</h3><p>Your address will not be published. Required fields are marked.</p></div></div>' \
        f'<div id="secondary" class="widget-area">{p.sidebar("div")}</div></div>{p.footer("div")}</body></html>'


def tables(p):
    """Tables within tables, font tags, no classes: the nineties."""
    p.is_dated = p.says_site = p.says_url = False
    links = "".join(f'<tr><td><a href="{i}.htm"><font size=1>{t}</font></a></td></tr>' for i, t in enumerate(TEASERS[:6]))
    return f'<HTML><HEAD><TITLE>{html.escape(p.title)} - {p.site}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><TABLE WIDTH=100%><TR><TD COLSPAN=3><FONT SIZE=5>{p.site}</FONT></TD></TR><TR>' \
        f'<TD VALIGN=top WIDTH=120><TABLE>{links}</TABLE></TD><TD VALIGN=top><H1>{p.e(p.title)}</H1>' + \
        p.body(p="<P><FONT FACE=Times>{}</FONT>", h="<P><H2>{}</H2>", caption='<TABLE ALIGN=right><TR><TD><IMG SRC=x.gif></TD></TR><TR><TD CLASS=caption>{}</TD></TR></TABLE>') + \
        f'</TD><TD VALIGN=top WIDTH=120><FONT SIZE=1><A HREF=a.htm>{TEASERS[7]}</A><BR><A HREF=b.htm>{TEASERS[8]}</A></FONT></TD></TR>' \
        f'<TR><TD COLSPAN=3><FONT SIZE=1>Copyright {p.site}. {LEGAL[1]}</FONT></TD></TR></TABLE></BODY></HTML>'


def breaks(p):
    """Paragraphs parted by two breaks in one div."""
    p.parts = [("p", t) for t in p.paragraphs]
    p.captions = []
    text = "<br><br>\n".join(p.e(t) for t in p.paragraphs)
    return p.head() + f'<body>{p.nav("div")}<div id="wrapper"><div id="col1"><h1>{p.e(p.title)}</h1><div id="storytext">{text}<br><br></div>{p.share()}</div><div id="col2">{p.sidebar("div")}</div></div>{p.footer("div")}</body></html>'


def unclosed(p):
    """p and li never closed, quotes missing, a stray end tag here and there."""
    return p.head() + f'<body>{p.nav("div")}<div class=container><div class=row><div class=story-body><h1>{p.e(p.title)}</h1>{p.byline()}' + \
        p.body(p="<p>{}\n</span>", h="<h3>{}</h3>", between=["<div class=promo-box><p>More from this author:<ul>" + p.teaser_list(2) + "</ul></div>", "</b>"]) + \
        f'<div class=comments><p>{COMMENTS[0]}<p>{COMMENTS[1]}</div></div></div></div>{p.footer("div")}'


def misnested(p):
    """b and i across paragraphs, divs closed too often, the end cut off."""
    page = p.head() + f'<body><div id=top>{p.nav()}</div><div id=main><h1>{p.e(p.title)}</h1><div class=text><b><i>{p.body(p="<p>{}</p></i>")}</b></div></div></div></div>{p.footer()}<div class="sidebar"><ul>{p.teaser_list(5)}'
    return page + "<li><a href='/cut-o"


def microdata(p):
    p.is_dated = p.says_site = p.says_url = True
    return p.head(og=False) .replace("</head>", f'<meta property="og:site_name" content="{p.site}"><meta property="og:url" content="{p.url}"></head>') + \
        _dated(p) + f'<body><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{p.e(p.title)}</h1><time itemprop="datePublished" datetime="{p.date}T10:00">{p.long_date()}</time>' \
        f'<p class="standfirst-share">Share</p><div itemprop="articleBody">{p.body(between=[p.related()])}</div></div>' \
        f'<div class="cards">' + "".join(f"<article><h3><a href=/{i}>{t}</a></h3><p>{x}</p></article>" for i, (t, x) in enumerate(zip(TEASERS, TEASER_TEXTS))) + f'</div>{p.footer()}</body></html>'


def _dated(p):
    p.is_dated = p.says_site = p.says_url = True
    return ""


def nested_divs(p):
    """Every paragraph in a div of its own, two columns side by side, no article element."""
    return p.head() + f'<body><div class="l-header">{p.nav("div")}</div><div class="l-wrap"><div class="l-main"><div class="block"><div class="inner"><h1>{p.e(p.title)}</h1></div></div>' + \
        p.body(p='<div class="block block-text"><div class="inner"><p>{}</p></div></div>', h='<div class="block"><div class="inner"><h2>{}</h2></div></div>',
               caption='<div class="block"><div class="inner"><figure><img><figcaption>{}</figcaption></figure></div></div>',
               between=['<div class="block block-ad"><div class="inner">Advertisement</div></div>']) + \
        f'</div><div class="l-side">{p.sidebar()}</div></div>{p.comments(1)}{p.footer()}</body></html>'


def split(p):
    """The article in two boxes with an advertisement between them."""
    first = p.body(p="<p>{}</p>").split("\n")
    half = len(first) // 2
    return p.head() + f'<body>{p.nav()}<div class="page"><h1>{p.e(p.title)}</h1><div class="part">{" ".join(first[:half])}</div><div class="advert"><p>Buy two lamps and pay for one, only this week in our shop.</p></div>' \
        f'<div class="part">{" ".join(first[half:])}</div></div>{p.related()}{p.cookie()}{p.footer()}</body></html>'


def framed(p):
    """All of the page in a form; paywall text and video boxes within the article."""
    return p.head() + f'<body><form id="aspnetForm" action="x"><input type=hidden value="{"A" * 400}"><div class="head">{p.nav("div")}</div><div class="content"><h1>{p.e(p.title)}</h1>{p.byline()}' \
        f'{p.body(between=["<div class=video-player><video><p>Your browser does not play this video.</p></video></div>", "<p><strong><a href=/x>Read more: " + TEASERS[1] + "</a></strong></p>"])}' \
        f'<div class="paywall-note"><p>You have read three of your five free articles this month. Subscribe to go on reading.</p></div></div><div class="foot">{p.footer("div")}</div></form></body></html>'


LAYOUTS = [modern, linked, linked_glued, linked_only, amp, blog, tables, breaks, unclosed, misnested, microdata, nested_divs, split, framed]


def encoded(page, n):
    """Bytes, in UTF-8 or in another charset that the page says, wrongly says, or does not say."""
    kind = n % 10
    if kind == 4:
        return page.replace('<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">').encode("cp1252", "xmlcharrefreplace")
    if kind == 6:
        return page.replace('<meta charset="utf-8">', "").encode("cp1252", "xmlcharrefreplace")
    if kind == 7:
        return page.encode("utf-16")
    if kind == 8:
        return page.replace('<meta charset="utf-8">', '<meta charset="iso-8859-1">').encode()
    if kind == 9:
        return b"\xef\xbb\xbf" + page.encode()
    return page.encode()


def pages(count):
    """(name, bytes, truth) of each"""
    articles = news.news(1300 * count)
    for n in range(count):
        chance = random.Random(n)
        page = Page(n, articles[n % len(articles)].replace("Novi Sad", "Niš"), chance)
        written = LAYOUTS[n % len(LAYOUTS)](page)
        yield f"{n:03}-{LAYOUTS[n % len(LAYOUTS)].__name__}", encoded(written, n), page.truth()


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    truths = {}
    for name, data, truth in pages(int(sys.argv[2]) if len(sys.argv) > 2 else 200):
        with open(os.path.join(sys.argv[1], name + ".html"), "wb") as f:
            f.write(data)
        truths[name] = truth
    with open(os.path.join(sys.argv[1], "truth.json"), "w", encoding="utf-8") as f:
        json.dump(truths, f, ensure_ascii=False, indent=1)
