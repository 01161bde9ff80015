/// The elements pages are made of, as functions.
extension HTML {
  // MARK: Sections

  /// `<header>`
  package static let header = Element("header")
  /// `<footer>`
  package static let footer = Element("footer")
  /// `<main>`
  package static let main = Element("main")
  /// `<nav>`
  package static let nav = Element("nav")
  /// `<section>`
  package static let section = Element("section")
  /// `<article>`
  package static let article = Element("article")
  /// `<aside>`
  package static let aside = Element("aside")
  /// `<h1>`
  package static let h1 = Element("h1")
  /// `<h2>`
  package static let h2 = Element("h2")
  /// `<h3>`
  package static let h3 = Element("h3")
  /// `<h4>`
  package static let h4 = Element("h4")
  /// `<div>`
  package static let div = Element("div")
  /// `<search>`
  package static let search = Element("search")

  // MARK: Text

  /// `<p>`
  package static let p = Element("p")
  /// `<a>`
  package static let a = Element("a")
  /// `<span>`
  package static let span = Element("span")
  /// `<strong>`
  package static let strong = Element("strong")
  /// `<em>`
  package static let em = Element("em")
  /// `<small>`
  package static let small = Element("small")
  /// `<code>`
  package static let code = Element("code")
  /// `<pre>`
  package static let pre = Element("pre")
  /// `<time>`
  package static let time = Element("time")
  /// `<abbr>`
  package static let abbr = Element("abbr")
  /// `<mark>`
  package static let mark = Element("mark")
  /// `<ul>`
  package static let ul = Element("ul")
  /// `<ol>`
  package static let ol = Element("ol")
  /// `<li>`
  package static let li = Element("li")
  /// `<dl>`
  package static let dl = Element("dl")
  /// `<dt>`
  package static let dt = Element("dt")
  /// `<dd>`
  package static let dd = Element("dd")
  /// `<details>`
  package static let details = Element("details")
  /// `<summary>`
  package static let summary = Element("summary")
  /// `<figure>`
  package static let figure = Element("figure")
  /// `<figcaption>`
  package static let figcaption = Element("figcaption")

  // MARK: Tables

  /// `<table>`
  package static let table = Element("table")
  /// `<caption>`
  package static let caption = Element("caption")
  /// `<thead>`
  package static let thead = Element("thead")
  /// `<tbody>`
  package static let tbody = Element("tbody")
  /// `<tfoot>`
  package static let tfoot = Element("tfoot")
  /// `<tr>`
  package static let tr = Element("tr")
  /// `<th>`
  package static let th = Element("th")
  /// `<td>`
  package static let td = Element("td")

  // MARK: Forms

  /// `<form>`
  package static let form = Element("form")
  /// `<label>`
  package static let label = Element("label")
  /// `<button>`
  package static let button = Element("button")
  /// `<select>`
  package static let select = Element("select")
  /// `<option>`
  package static let option = Element("option")
  /// `<textarea>`
  package static let textarea = Element("textarea")
  /// `<fieldset>`
  package static let fieldset = Element("fieldset")
  /// `<legend>`
  package static let legend = Element("legend")
  /// `<output>`
  package static let output = Element("output")
  /// `<meter>`
  package static let meter = Element("meter")
  /// `<progress>`
  package static let progress = Element("progress")

  // MARK: Without content

  /// `<br>`
  package static let br = VoidElement("br")
  /// `<hr>`
  package static let hr = VoidElement("hr")
  /// `<input>`
  package static let input = VoidElement("input")
  /// `<img>`
  package static let img = VoidElement("img")
  /// `<link>`
  package static let link = VoidElement("link")
  /// `<meta>`
  package static let meta = VoidElement("meta")

  // MARK: The page

  /// A whole page: doctype, character set, viewport, title; then what `head` and `body` add.
  package static func page(language: String, title: String, head: HTML = .empty, @HTMLBuilder body: () -> HTML) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="\(language)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
    <title>\(title)</title>\(head)</head>
    <body>\(body())</body></html>

    """
  }
}
