//! Parses a page: its ids, and the targets of its links.

use std::collections::BTreeSet;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// The ids and links of a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    name: String,
    pub(super) ids: BTreeSet<String>,
    /// The values of `href` and `src`.
    pub(crate) links: BTreeSet<String>,
    /// The version of the copy and the date of its last check, which one page names.
    pub(super) generator: Option<String>,
    /// The address of its oEmbed response.
    pub(super) oembed: Option<String>,
    /// The address of the folder that the page was built for, from its canonical link.
    pub(super) site: Option<String>,
    /// The target of links without a file; on cards that is the main page.
    base: Option<String>,
    /// Ids that the chooser offers a card for.
    offered: Vec<String>,
}

impl Page {
    /// Reads the page with this name in the folder.
    pub(crate) fn new(name: &str, html: &str) -> Self {
        let mut page = Self {
            name: name.to_owned(),
            ..Self::default()
        };
        let mut select = None;
        for tag in start_tags(html) {
            let get = |name: &str| {
                let value = tag.attributes.get(name.as_bytes())?;
                Some(String::from_utf8_lossy(value).into_owned())
            };
            page.ids.extend(get("id"));
            match tag.name.as_slice() {
                b"base" => page.base = get("href"),
                b"select" => select = get("id"),
                b"option" if select.as_deref() == Some("show") => {
                    page.offered
                        .extend(get("value").filter(|value| is_id(value)));
                }
                b"meta" if get("name").as_deref() == Some("generator") => {
                    page.generator = get("content");
                }
                b"link" if get("rel").as_deref() == Some("canonical") => {
                    page.site =
                        get("href").and_then(|href| Some(href[..=href.rfind('/')?].to_owned()));
                }
                b"link" if get("type").as_deref() == Some("application/json+oembed") => {
                    page.oembed = get("href")
                }
                _ => {}
            }
            if tag.name.as_slice() != b"base" {
                page.links
                    .extend(["href", "src"].into_iter().filter_map(get));
            }
        }
        page
    }

    /// The files of the folder that the page links to.
    pub(super) fn files(&self, bases: &[String]) -> BTreeSet<String> {
        let linked = self
            .links
            .iter()
            .filter_map(|link| inside(link, self, bases))
            .map(|(file, _)| file);
        // The chooser of `embed-chooser.ar.html` offers `card-first-stay.ar.html`.
        let code = self.name.strip_prefix("embed-chooser").unwrap_or(".html");
        let cards = self
            .offered
            .iter()
            .map(|id| format!("card-{id}{code}"))
            .filter(|_| self.name.starts_with("embed-chooser"));
        linked.chain(cards).collect()
    }
}

fn is_id(value: &str) -> bool {
    !value.is_empty()
        && value
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// File and anchor of a link, if its target is in this folder.
pub(super) fn inside(
    link: &str,
    page: &Page,
    bases: &[String],
) -> Option<(String, Option<String>)> {
    let own = bases
        .iter()
        .find_map(|base| link.strip_prefix(base.as_str()));
    let link = match own {
        Some(own) => own,
        None if link.contains(':') || link.starts_with('/') => return None,
        None => link,
    };
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (
            path,
            Some(anchor.to_owned()).filter(|anchor| !anchor.is_empty()),
        ),
        None => (link, None),
    };
    let path = path
        .split('?')
        .next()
        .unwrap_or_default()
        .trim_start_matches("./");
    let is_bare = path.is_empty() && own.is_none();
    let file = if is_bare {
        page.base.as_deref().unwrap_or(&page.name)
    } else {
        path
    };
    let is_plain = file
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte))
        && !file.contains("..");
    is_plain.then(|| (file.to_owned(), anchor))
}

/// The start tags of the page, in order. The contents of a `<template>` are left out: they are not part of the page.
fn start_tags(html: &str) -> impl Iterator<Item = StartTag<()>> {
    let mut emitter = DefaultEmitter::default();
    // Without this, text inside a script or a style could be parsed as tags.
    emitter.naively_switch_states(true);
    let mut open_templates = 0_usize;
    Tokenizer::new_with_emitter(html, emitter)
        .flatten()
        .filter_map(move |token| {
            match token {
                Token::StartTag(tag) if tag.name.as_slice() == b"template" => open_templates += 1,
                Token::EndTag(tag) if tag.name.as_slice() == b"template" => {
                    open_templates = open_templates.saturating_sub(1);
                }
                Token::StartTag(tag) if open_templates == 0 => return Some(tag),
                _ => {}
            }
            None
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<!doctype html><html data-page=\"card\"><head><base href=\"index.html\" target=\"_blank\">\
        <link rel=\"canonical\" href=\"https://example.org/june/\"><script src=\"frame.js\"></script></head>\
        <body><p id=\"one\">a < b, src=\"no\" <a class=\"x\" href=\"#two\">two</a> <a href=\"https://example.org/june/a.html?x=1&amp;y#b\">b</a>\
        <a href=\"https://elsewhere.org/\">c</a> <a href=\"mailto:x@y\">d</a></p></body></html>";

    #[test]
    fn ids_and_links_are_read_from_tags_only() {
        let page = Page::new("card-x.html", HTML);

        assert_eq!(page.ids, BTreeSet::from(["one".to_owned()]));
        assert_eq!(page.links.len(), 6);
        assert!(!page.links.contains("no"));
        assert_eq!(page.site.as_deref(), Some("https://example.org/june/"));
    }

    fn links(html: &str) -> Vec<String> {
        Page::new("index.html", html).links.into_iter().collect()
    }

    #[test]
    fn entities_in_attributes_are_decoded() {
        let html = "<a href=\"?a=1&amp;b=%20&#39;&#x27;&quot;&lt;&eacute;\">";

        assert_eq!(links(html), ["?a=1&b=%20''\"<\u{e9}"]);
    }

    #[test]
    fn attributes_need_no_double_quotes() {
        assert_eq!(
            links("<a href='one.html'><A HREF = two.html class=x><img alt src=three.png>"),
            ["one.html", "three.png", "two.html"]
        );
    }

    #[test]
    fn angle_brackets_in_attributes_do_not_end_a_tag() {
        assert_eq!(
            links("<a title=\"<b> <a href='no'>\" href=\"one.html\"><a title='>' href=two.html>"),
            ["one.html", "two.html"]
        );
    }

    #[test]
    fn the_first_of_two_attributes_with_one_name_counts() {
        assert_eq!(
            links("<a href=\"one.html\" href=\"two.html\">"),
            ["one.html"]
        );
    }

    #[test]
    fn comments_scripts_styles_and_templates_hold_no_links() {
        for html in [
            "<!-- <a href=\"no.html\"> -- > <a href=\"no.html\"> -->",
            "<script>const html = '<a href=\"no.html\">';</script>",
            "<style>/* <a href=\"no.html\"> */</style>",
            "<title><a href=\"no.html\"></title>",
            "<template><template></template><a id=\"no\" href=\"no.html\"></template>",
        ] {
            let page = Page::new(
                "index.html",
                &format!("{html}<a id=\"yes\" href=\"yes.html\">"),
            );

            assert_eq!(
                page.links,
                BTreeSet::from(["yes.html".to_owned()]),
                "{html}"
            );
            assert_eq!(page.ids, BTreeSet::from(["yes".to_owned()]), "{html}");
        }
    }

    #[test]
    fn links_are_resolved_as_a_browser_does() {
        let page = Page::new("card-x.html", HTML);
        let bases = ["https://example.org/june/".to_owned()];
        let to = |link: &str| inside(link, &page, &bases);

        assert_eq!(
            to("#two"),
            Some(("index.html".to_owned(), Some("two".to_owned()))),
            "by the base"
        );
        assert_eq!(to("./frame.js"), Some(("frame.js".to_owned(), None)));
        assert_eq!(
            to("https://example.org/june/a.html?x=1&y#b"),
            Some(("a.html".to_owned(), Some("b".to_owned())))
        );
        assert_eq!(to("https://example.org/june/"), Some((String::new(), None)));
        assert_eq!(to("https://elsewhere.org/"), None);
        assert_eq!(to("../other/"), None);
        assert_eq!(to("javascript:x"), None);
    }

    #[test]
    fn the_chooser_links_to_cards_of_its_language() {
        let page = Page::new(
            "embed-chooser.ar.html",
            "<select id=\"show\"><option value=\"\">all</option><option value=\"first-stay\" selected>x</option></select>\
             <select id=\"theme\"><option value=\"dark\">dark</option></select>",
        );

        assert_eq!(
            page.files(&[]),
            BTreeSet::from(["card-first-stay.ar.html".to_owned()])
        );
    }
}
