"""Telegram's HTML: what it means, how it is counted, and how it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import settled, utf16_length
from sandbox.errors import ApiError
from sandbox.html import parse_html
from sandbox.view import as_html

FLAG = "🏟"  # one sign, two UTF-16 units, four bytes


def _parsed(html: str) -> tuple[str, list[tuple[object, ...]]]:
    text, entities = settled(*parse_html(html))
    extra = ("url", "language", "unix_time", "date_time_format", "custom_emoji_id")
    return text, [
        (each["type"], each["offset"], each["length"], *(each[key] for key in extra if key in each))
        for each in entities
    ]


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("<strong>x</strong><em>y</em><ins>z</ins>", "xyz", [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", 0, 3)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b>a</b><b>b</b>", "ab", [("bold", 0, 2)]),
        ("<b>a<b>b</b>c</b>", "abc", [("bold", 0, 3)]),
        ("<u><i>x</i></u>", "x", [("italic", 0, 1), ("underline", 0, 1)]),
        (f"{FLAG}<i>{FLAG}</i>", FLAG * 2, [("italic", 2, 2)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ("<code><b>a</b></code>", "a", [("code", 0, 1)]),
        ("<b>x<code>a</code>y</b>", "xay", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ('<pre><code class="language-py">a</code></pre>', "a", [("pre", 0, 1, "py")]),
        ('<code class="language-py"><pre>a</pre></code>', "a", [("pre", 0, 1, "py")]),
        ('<code class="language-py">a</code>', "a", [("code", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<a href="example.org">x</a>', "x", [("text_link", 0, 1, "http://example.org/")]),
        (
            "<a href='https://example.org/?a=1&amp;b=2'>x</a>",
            "x",
            [("text_link", 0, 1, "https://example.org/?a=1&b=2")],
        ),
        ("<a href=example.org>x</a>", "x", [("text_link", 0, 1, "http://example.org/")]),
        ("<a>example.org</a>", "example.org", [("text_link", 0, 11, "http://example.org/")]),
        ("<a>no link</a>", "no link", []),
        ('<tg-time unix="1700000000" format="t">soon</tg-time>', "soon", [("date_time", 0, 4, 1700000000, "t")]),
        ('<tg-emoji emoji-id="5368">x</tg-emoji>', "x", [("custom_emoji", 0, 1, "5368")]),
        ("&lt;&gt;&amp;&quot;&#33;&#x1F3DF;", f'<>&"!{FLAG}', []),
        ("&laquo; &nbsp; 1 &lt 2 & 3", "&laquo; &nbsp; 1 < 2 & 3", []),
        ("&#12345678; &#00000065;", "&#12345678; &#00000065;", []),
        ("<i>a</>", "a", [("italic", 0, 1)]),
        ("<i>a</i  >", "a", [("italic", 0, 1)]),
        ("<I>a</i>", "a", [("italic", 0, 1)]),
        ("<b></b>x", "x", []),
        ("  <b>a</b>  \n", "a", [("bold", 0, 1)]),
        ("<b> a </b>", " a", [("bold", 0, 2)]),
        ("see /today or #knee", "see /today or #knee", [("bot_command", 4, 6), ("hashtag", 14, 5)]),
        ("<code>/today</code>", "/today", [("code", 0, 6)]),
        ("at https://example.org/a.", "at https://example.org/a.", [("url", 3, 21)]),
        ("a/b 3/10 me@example.org @rita", "a/b 3/10 me@example.org @rita", [("email", 9, 14), ("mention", 24, 5)]),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[tuple[object, ...]]) -> None:
    assert _parsed(html) == (text, entities)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        (f"{FLAG} {FLAG}&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        (f"{FLAG} {FLAG}&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        (f"{FLAG} {FLAG}&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (f"{FLAG} {FLAG}&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        (f"{FLAG} {FLAG}&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        (f'{FLAG} {FLAG}&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        (f"{FLAG} {FLAG}&lt;</", "Unexpected end tag at byte offset 13"),
        (f"{FLAG} {FLAG}&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        (f"{FLAG} {FLAG}&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (f"{FLAG} {FLAG}&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_with_telegrams_words(html: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(html)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ApiError, match="invalid Unicode characters after decoding HTML entities"):
        parse_html("&#xDFDF;")


def test_only_the_first_hundred_entities_count() -> None:
    _, entities = settled(*parse_html("<b>a</b> " * 120))
    assert len(entities) == 100


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_escaped_text_comes_through_unchanged(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == (text, [])


_WORD = st.text(st.sampled_from("ab 🏟é"), min_size=1, max_size=4)
_TREE = st.recursive(
    _WORD,
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "u", "s", "tg-spoiler"]), st.lists(inner, min_size=1, max_size=3)
    ).map(lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"),
    max_leaves=8,
)


@given(_TREE)
def test_entities_lie_within_the_text_and_survive_a_round_trip(html: str) -> None:
    text, entities = settled(*parse_html(html))
    assert all(each["offset"] >= 0 and each["offset"] + each["length"] <= utf16_length(text) for each in entities)
    assert settled(*parse_html(as_html(text, entities))) == (text, entities)
