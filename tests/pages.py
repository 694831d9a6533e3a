"""Web pages in the manner of government sites, around paragraphs of one's own.

Each style puts the same article into other markup: `modern` (semantic elements), `divided` (nested ``div`` elements
with inline styles, as content systems of Chinese governments write them), `broken` (tables for the layout, unclosed
elements, capitals), `lines` (one element, its lines parted by ``<br>``), `pasted` (from a word processor: several
``span`` elements a sentence, broken over lines of the markup, behind an early ``</html>``, buttons around it). All have
a breadcrumb, buttons, a sharing bar,
related links, a footer with licence text, a script and a style sheet, none of which is the article's; and one table
that is.
"""

from collections.abc import Callable, Sequence
from html import escape

# What a reader of the article must not find in its text.
FURNITURE = {
    "en": (
        "Home > Government > Work Reports", "Print this page", "Share to WeChat", "Related stories", "Copyright",
        "All rights reserved", "Previous: Annual budget", "var tracked", "font-size: 16px", "ICP No. 05000001",
    ),
    "zh": (
        "首页 > 政务公开 > 政府工作报告", "打印本页", "分享到微信", "相关链接", "版权所有", "网站地图",
        "上一篇：财政预算", "var tracked", "font-size: 16px", "ICP备05000001号",
    ),
}  # fmt: skip
TABLE = (("Item", "2019", "2020"), ("Grain, tonnes", "592000", "605000"), ("Kindergartens", "310", "322"))


def _cells(tag: str = "td") -> str:
    return "".join(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>" for row in TABLE)


def modern(title: str, paragraphs: Sequence[str], language: str) -> str:
    """Semantic elements."""
    path, printing, share, related, rights, reserved, previous, *_ = FURNITURE[language]
    article = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>
<style>body {{ font-size: 16px }}</style><script>var tracked = 12345;</script></head><body>
<header><nav class="breadcrumb"><a href="/">{path}</a></nav></header>
<main><article><h1>{escape(title)}</h1>{article}<table>{_cells()}</table></article>
<div class="toolbar"><button>{printing}</button></div><div class="share"><a href="#">{share}</a></div>
<aside class="related"><h3>{related}</h3><ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul></aside>
<nav class="pager"><a href="/0">{previous}</a></nav></main>
<footer><p>{rights} {reserved}</p><p>{FURNITURE[language][-1]}</p></footer></body></html>"""


def divided(title: str, paragraphs: Sequence[str], language: str) -> str:
    """Nested ``div`` elements, styled in place, spaces for the indent."""
    path, printing, share, related, rights, reserved, previous, *_ = FURNITURE[language]
    article = "\n".join(
        f'<div style="text-indent:2em"><span style="font-size:16px">　　{escape(text)}</span></div>'
        for text in paragraphs
    )
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{escape(title)}</title><style type="text/css">.a {{ font-size: 16px }}</style>
<script type="text/javascript">var tracked = 12345;</script></head>
<body><div id="top"><div class="crumb">{path}</div></div>
<div id="main"><div class="title"><h2>{escape(title)}</h2></div>
<div class="tools"><a href="javascript:print()">{printing}</a></div><div id="zoom" class="TRS_Editor">{article}
<table>{_cells()}</table></div><div class="bdsharebuttonbox"><a>{share}</a></div>
<div class="xglj"><b>{related}</b><ul><li><a href="/1">1</a></li></ul></div><div><a href="/0">{previous}</a></div></div>
<div id="footer" class="footer">{rights} {reserved}<br>{FURNITURE[language][-1]}</div></body></html>"""


def broken(title: str, paragraphs: Sequence[str], language: str) -> str:
    """A layout of tables, elements left open, names in capitals."""
    path, printing, share, related, rights, reserved, previous, *_ = FURNITURE[language]
    article = "\n".join(f"<P>{escape(text)}" for text in paragraphs)
    return f"""<HTML><HEAD><META CHARSET=utf-8><TITLE>{escape(title)}</TITLE>
<STYLE>TD {{ font-size: 16px }}</STYLE><SCRIPT>var tracked = 12345;</SCRIPT></HEAD><BODY>
<DIV class=nav>{path}</DIV><H1>{escape(title)}</H1><DIV class=article>{article}
<TABLE border=1>{_cells("TD")}</TABLE></DIV><DIV class=print><A href=#>{printing}</A></DIV>
<DIV class=share><A href=#>{share}</A></DIV><DIV class=related>{related}<UL><LI><A href=/1>1</A></UL></DIV>
<DIV class=page><A href=/0>{previous}</A></DIV><DIV class=footer>{rights} {reserved} {FURNITURE[language][-1]}</DIV>"""


def lines(title: str, paragraphs: Sequence[str], language: str) -> str:
    """One element whose lines are parted by breaks and set in by no-break spaces."""
    path, printing, share, related, rights, reserved, previous, *_ = FURNITURE[language]
    article = "<br/>\n<br/>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(text)}" for text in paragraphs)
    return f"""<!doctype html public "-//W3C//DTD HTML 4.01//EN"><html><head><meta charset="utf-8">
<title>{escape(title)}</title><style>p {{ font-size: 16px }}</style><script>var tracked = 12345;</script></head><body>
<ul class="path"><li>{path}</li></ul><h1 align="center">{escape(title)}</h1>
<p align="right"><a href="#">{printing}</a></p>
<p id="content">{article}</p><table>{_cells()}</table><p class="share"><a href="#">{share}</a></p>
<div class="links">{related}<ul><li><a href="/1">1</a></li></ul></div><p class="pager"><a href="/0">{previous}</a></p>
<div id="copyright">{rights} {reserved} {FURNITURE[language][-1]}</div></body></html>"""


def _in_pieces(text: str) -> str:
    """Elements of nine characters, broken over lines of the markup where a browser shows no space."""
    made = ""
    for at in range(0, len(text), 9):
        edges = text[at - 1 : at + 1] if at else ""
        made += "\n" if len(edges) == 2 and min(edges) > "\u2e80" else ""
        made += f'<span lang="EN-US" style="font-size:16pt">{escape(text[at : at + 9])}</span>'
    return made


def pasted(title: str, paragraphs: Sequence[str], language: str) -> str:
    """Pasted from a word processor: pieces of sentences in elements of their own, behind the page's early end."""
    path, printing, share, related, rights, reserved, previous, *_ = FURNITURE[language]
    buttons = "下载 打印 全屏 收藏" if language == "zh" else "Download Print Full screen"
    sizes = "【字号：<a>大</a> <a>中</a> <a>小</a>】" if language == "zh" else "Font size: large medium small"
    scan = "扫一扫在手机打开当前页" if language == "zh" else "Scan this QR code to read on your phone"
    article = "\n".join(f'<p class="MsoNormal">{_in_pieces(text)}</p>' for text in paragraphs)
    return f"""<html><head><meta charset="utf-8"><title>{escape(title)}</title><style>p {{ font-size: 16px }}</style>
<script>var tracked = 12345;</script></head><body><div class="pos">{path}</div><h1>{escape(title)}</h1>
<div class="bar">{buttons}</div><div class="size">{sizes}</div></body></html>
<div class="TRS_UEDITOR">{article}<table border="1">{_cells()}</table></div>
<div class="ewm">{scan}</div><div class="p"><a href="#">{printing}</a></div><div><a href="#">{share}</a></div>
<div>{related}<ul><li><a href="/1">1</a></li></ul></div><div><a href="/0">{previous}</a></div>
<div class="foot">{rights} {reserved}<br>{FURNITURE[language][-1]}</div></body></html>"""


def headed(title: str, sections: Sequence[tuple[int, str]], around: str = "{}") -> str:
    """Headings and paragraphs (level 0) in an element of one's own, between a sharing bar and related links."""
    article = "\n".join(f"<h{level}>{escape(text)}</h{level}>" if level else f"<p>{escape(text)}</p>"
                        for level, text in sections)  # fmt: skip
    return f"""<html><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>
<div class="nav"><a href="/">Home</a> &gt; <a href="/r">Reports</a></div>
<div class="share"><h3>Share this page</h3><a href="#">Mail</a></div>
{around.format(article)}
<div class="links"><h3>More of our pages</h3><ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul></div>
<footer><h3>Contact the office</h3><p>Copyright 2024 Zixu County</p></footer></body></html>"""


STYLES: dict[str, Callable[[str, Sequence[str], str], str]] = {
    "modern": modern,
    "divided": divided,
    "broken": broken,
    "lines": lines,
    "pasted": pasted,
}
