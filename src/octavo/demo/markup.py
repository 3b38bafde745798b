"""Blocks of the press as HTML: paragraphs, subheads, lists, quotes, tables; and its pictures."""

import re
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
_LINK = re.compile(r"\[([^\]\[]+)\]\((https?://[^)\s]+)\)")


def html(block: str) -> str:
    """One block as HTML."""
    if block.startswith("## "):
        return f"<h2>{_inline(block[3:])}</h2>"
    lines = block.split("\n")
    if block.startswith("- "):
        items = "".join(f"<li>{_inline(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    if block.startswith("> "):
        text = " ".join(line.lstrip("> ") for line in lines)
        return f"<blockquote><p>{_inline(text)}</p></blockquote>"
    if block.startswith("| "):
        return _table(lines)
    return f"<p>{_inline(' '.join(lines))}</p>"


def _inline(text: str) -> str:
    text = _BOLD.sub(r"<strong>\1</strong>", escape(text, quote=False))
    text = _ITALIC.sub(r"<em>\1</em>", text)
    return _LINK.sub(r'<a href="\2">\1</a>', text)


def _table(lines: list[str]) -> str:
    head, *rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    top = "".join(f"<th>{_inline(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def figure(name: str, caption: str, credit: str, alt: str) -> str:
    """A picture of the press as a figure; the credit is an element of its own."""
    shown = f'<span class="credit">{escape(credit)}</span>' if credit else ""
    return (
        f'<figure><img src="/pictures/{escape(name)}" alt="{escape(alt)}" width="800" height="500">'
        f"<figcaption>{escape(caption)} {shown}</figcaption></figure>"
    )


def plain(block: str) -> str:
    """One block as plain text, the way a feed's summary has it."""
    text = re.sub(r"^(?:## |- |> )", "", block, flags=re.M)
    return _LINK.sub(r"\1", text).replace("**", "").replace("\n", " ")
