//! Reading our own pages: which ids they have, and where their links lead. This is no reader of any HTML
//! there is: the pages are written by one program, which closes its quotation marks.

use std::collections::BTreeSet;

/// What a page has and names.
#[derive(Debug, Default)]
pub(super) struct Page {
    name: String,
    pub(super) ids: BTreeSet<String>,
    /// As they stand in `href`, `src`, `data-js` and `data-wasm`.
    pub(super) links: BTreeSet<String>,
    pub(super) oembed: Option<String>,
    /// The address of the folder that the page was built for.
    pub(super) site: Option<String>,
    /// Where links without a file lead; on cards that is the main page.
    base: Option<String>,
    /// Ids that the chooser offers a card for.
    offered: Vec<String>,
}

impl Page {
    pub(super) fn new(name: &str, html: &str) -> Self {
        let mut page = Self {
            name: name.to_owned(),
            ..Self::default()
        };
        let mut select = None;
        for (tag, attributes) in tags(html) {
            let get = |name: &str| {
                attributes
                    .iter()
                    .find(|(other, _)| other == name)
                    .map(|(_, value)| value.clone())
            };
            page.ids.extend(get("id"));
            match tag {
                "base" => page.base = get("href"),
                "select" => select = get("id"),
                "option" if select.as_deref() == Some("show") => {
                    page.offered
                        .extend(get("value").filter(|value| is_id(value)));
                }
                "link" if get("rel").as_deref() == Some("canonical") => {
                    page.site =
                        get("href").and_then(|href| Some(href[..=href.rfind('/')?].to_owned()));
                }
                "link" if get("type").as_deref() == Some("application/json+oembed") => {
                    page.oembed = get("href")
                }
                _ => {}
            }
            if tag != "base" {
                let named = ["href", "src", "data-js", "data-wasm"]
                    .into_iter()
                    .filter_map(get);
                page.links.extend(named);
            }
        }
        page
    }

    /// The files of the folder that the page names.
    pub(super) fn files(&self, bases: &[String]) -> BTreeSet<String> {
        let linked = self
            .links
            .iter()
            .filter_map(|link| inside(link, self, bases))
            .map(|(file, _)| file);
        // The chooser of `embedding.ar.html` offers `card-first-stay.ar.html`.
        let code = self.name.strip_prefix("embedding").unwrap_or(".html");
        let cards = self
            .offered
            .iter()
            .map(|id| format!("card-{id}{code}"))
            .filter(|_| self.name.starts_with("embedding"));
        linked.chain(cards).collect()
    }
}

fn is_id(value: &str) -> bool {
    !value.is_empty()
        && value
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// File and anchor of a link, if it leads to this folder.
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

/// Every opening tag with its attributes.
fn tags(html: &str) -> impl Iterator<Item = (&str, Vec<(String, String)>)> {
    html.split('<').skip(1).filter_map(|rest| {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric())?;
        let (tag, rest) = rest.split_at(end);
        (!tag.is_empty()).then(|| (tag, attributes(rest)))
    })
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    while let Some(start) = rest.find(|letter: char| !letter.is_whitespace()) {
        rest = &rest[start..];
        let end = rest
            .find(|letter: char| letter.is_whitespace() || "=>/".contains(letter))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        match after.strip_prefix("=\"") {
            Some(quoted) if !name.is_empty() => {
                let Some((value, after)) = quoted.split_once('"') else {
                    break;
                };
                found.push((name.to_owned(), unescaped(value)));
                rest = after;
            }
            _ if after.starts_with(char::is_whitespace) => rest = after,
            _ => break,
        }
    }
    found
}

fn unescaped(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
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

    #[test]
    fn links_lead_where_a_browser_would_go() {
        let page = Page::new("card-x.html", HTML);
        let bases = ["https://example.org/june/".to_owned()];
        let to = |link: &str| inside(link, &page, &bases);

        assert_eq!(
            to("#two"),
            Some(("index.html".to_owned(), Some("two".to_owned()))),
            "by the base"
        );
        assert_eq!(to("./boot.js"), Some(("boot.js".to_owned(), None)));
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
    fn the_chooser_leads_to_cards_of_its_language() {
        let page = Page::new(
            "embedding.ar.html",
            "<select id=\"show\"><option value=\"\">all</option><option value=\"first-stay\" selected>x</option></select>\
             <select id=\"theme\"><option value=\"dark\">dark</option></select>",
        );

        assert_eq!(
            page.files(&[]),
            BTreeSet::from(["card-first-stay.ar.html".to_owned()])
        );
    }
}
