"""Marked pages -> cluttered HTML in the manner of several families of sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

Marked = tuple[int, str, str]  # item, kind, words

CONSENT = (
    '<div id="cookie-banner" class="gdpr modal" role="dialog"><p>We and our 312 partners keep data on your device. You may object.</p>'
    "<button>Accept all</button></div>"
)
NAV = '<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/war">War</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>'
SHARE = '<div class="share-bar social"><a href="#">Facebook</a><a href="#">X</a><button>Copy link</button></div>'
AD = '<aside class="ad-slot"><span>Advertisement</span><script>show("An ad that nobody may read as news, officials said.")</script></aside>'
RELATED = (
    '<aside class="related-articles"><h3>Related</h3><ul><li><a href="/x">Ferry sinks off the coast, nobody hurt</a>'
    '</li><li><a href="/y">Wheat price falls again</a></li></ul></aside>'
)
SIGN_UP = (
    '<section class="newsletter-signup"><h3>The day in brief</h3><p>Our letter every evening. Enter your address.</p>'
    '<form><input name="email"><button>Sign up</button></form></section>'
)
FOOTER = (
    '<footer class="site-footer"><p>About us · Contact</p><p>© 2025 All rights reserved.</p>'
    '</footer><script>track()</script><noscript><img src="/p.gif"></noscript>'
)
HEAD = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Site</title>'
    '<style>p{{color:red}}</style><script>var a="<p>no text of the page</p>"</script></head>'
)


def semantic(passages: list[Marked], *, live: bool) -> str:
    """main, article, h1, h2, p, ul, figure, time."""
    tags: dict[str, Callable[[str], str]] = {
        "standfirst": lambda words: f'<p class="article__standfirst">{words}</p>',
        "paragraph": lambda words: f"<p>{_linked(words)}</p>",
        "section": lambda words: f"<h3>{words}</h3>",
        "byline": lambda words: f'<address class="byline"><a rel="author" href="/by">{words}</a></address>',
        "timestamp": lambda words: f'<p><time datetime="2024-05-01T10:00:00Z">{words}</time></p>',
        "caption": lambda words: f'<figure><img src="/a.jpg" alt="A picture"><figcaption>{words}</figcaption></figure>',
        "teaser": lambda words: f'<aside class="rich-link"><a href="/z"><h4>{words}</h4></a></aside>',
        "appeal": lambda words: f'<div class="contributions-epic"><p>{words}</p></div>',
        "chrome": lambda words: f'<div class="social-share"><button>{words}</button></div>',
        "recap": lambda words: f"<p>{words}</p>",
        "tags": lambda words: f'<ul class="tag-list"><li><a href="/t">{words}</a></li></ul>',
        "hashtags": lambda words: f"<p>{words}</p>",
    }
    inner = "".join(_story(number, list(story), tags, first="h1", live=live) for number, story in groupby(_filled(passages), key=lambda passage: passage[0]))
    return HEAD.format(title=_title(passages)) + f"<body>{CONSENT}{NAV}<main>{inner}{SIGN_UP}</main>{FOOTER}</body></html>"


def divs(passages: list[Marked], *, live: bool) -> str:
    """Nothing but div and span with class names, lists by hand, a side column, clutter between paragraphs."""
    tags: dict[str, Callable[[str], str]] = {
        "standfirst": lambda words: f'<div class="post-subtitle subtitle">{words}</div>',
        "paragraph": lambda words: f'<div class="text-block"><p>{words}</p></div>',
        "section": lambda words: f'<p class="text-block"><strong>{words}</strong></p>',
        "byline": lambda words: f'<div class="meta"><span class="author-name">{words}</span></div>',
        "timestamp": lambda words: f'<div class="meta"><span class="post-date">{words}</span></div>',
        "caption": lambda words: f'<div class="wp-caption"><img src="/b.jpg"><p class="wp-caption-text">{words}</p></div>',
        "teaser": lambda words: f'<div class="read-more"><a href="/z">{words}</a></div>',
        "appeal": lambda words: f'<div class="donation-box donate"><p>{words}</p></div>',
        "chrome": lambda words: f'<div class="sharedaddy">{words}</div>',
        "recap": lambda words: f'<div class="text-block"><p>{words}</p></div>',
        "tags": lambda words: f'<div class="post-tags"><a href="/t">{words}</a></div>',
        "hashtags": lambda words: f'<div class="text-block">{words}</div>',
    }
    inner = "".join(
        _story(number, list(story), tags, first="h1", live=live, soup=True) for number, story in groupby(_filled(passages), key=lambda passage: passage[0])
    )
    return (
        HEAD.format(title=_title(passages))
        + f'<body>{NAV}<div id="wrap"><div id="content">{inner}</div><div class="sidebar">{RELATED}</div></div>{FOOTER}{CONSENT}</body></html>'
    )


FAMILIES: dict[str, Callable[..., str]] = {"semantic": semantic, "divs": divs}


def _filled(passages: list[Marked]) -> Iterator[Marked]:
    """Passages of stories, escaped; what stands outside of them is played by the clutter."""
    for item, kind, words in passages:
        if item:
            yield item, kind, escape(words)


def _story(number: int, story: list[Marked], tags: dict[str, Callable[[str], str]], *, first: str, live: bool, soup: bool = False) -> str:
    parts: list[str] = []
    heading = first if number == 1 else "h2"
    for kind, group in groupby(story, key=lambda passage: passage[1]):
        words = [passage[2] for passage in group]
        if kind == "headline":
            parts += [f'<{heading} class="title">{word}</{heading}>' for word in dict.fromkeys(words)]
        elif kind == "bullet":
            parts.append(
                "".join(f'<div class="text-block">• {word}</div>' for word in words) if soup else f"<ul>{''.join(f'<li>{word}</li>' for word in words)}</ul>"
            )
        else:
            parts += [tags[kind](word) for word in words]
    if not live:
        parts[len(parts) // 2 : len(parts) // 2] = [AD]
    inner = "".join(parts)
    if number == 1 and live:
        return f"{inner}{SHARE}"
    return f'<div class="post entry" id="p{number}">{inner}{SHARE}</div>' if soup else f'<article class="block" id="b{number}">{inner}{SHARE}</article>'


def _linked(words: str) -> str:
    """The fourth word as a link, as pages have them."""
    parts = words.split(" ")
    return " ".join([*parts[:3], f'<a href="/l">{parts[3]}</a>', *parts[4:]]) if len(parts) > 6 else words


def _title(passages: list[Marked]) -> str:
    return escape(next((words for _, kind, words in passages if kind == "headline"), ""))
