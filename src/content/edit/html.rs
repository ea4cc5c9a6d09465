//! The text of HTML: paragraphs of plain text, and what plain text cannot hold.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 29] = [
    "p",
    "div",
    "br",
    "hr",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "section",
    "article",
    "figure",
    "figcaption",
    "caption",
    "header",
    "footer",
    "pre",
    "td",
    "th",
];
/// Elements whose content is not text.
const HIDDEN: [&str; 2] = ["script", "style"];
/// Elements that show something else than their text.
const MEDIA: [&str; 7] = ["img", "iframe", "video", "audio", "embed", "object", "svg"];

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words, with single spaces.
    pub text: String,
    /// The links in it.
    pub links: Vec<Link>,
}

/// A link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Its address.
    pub address: String,
    /// Its words.
    pub text: String,
}

/// The content of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlText {
    /// The paragraphs that have words.
    pub paragraphs: Vec<Paragraph>,
    /// Images, frames and scripts, as "img https://…".
    pub left_out: Vec<String>,
    /// Whether there is formatting, such as bold.
    pub is_formatted: bool,
}

impl HtmlText {
    /// Returns all words in one line.
    pub fn line(&self) -> String {
        let texts: Vec<_> = self.paragraphs.iter().map(|part| &*part.text).collect();
        texts.join(" ")
    }
}

/// Reads HTML, or plain text.
pub fn read(html: &str) -> HtmlText {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut words = HtmlText::default();
    let mut paragraph = Paragraph::default();
    let mut link: Option<Link> = None;
    let mut hidden: Option<String> = None;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |key: &str| {
                    let value = tag.attributes.get(key.as_bytes());
                    value.map(|value| String::from_utf8_lossy(value).into_owned())
                };
                if HIDDEN.contains(&&*name) || MEDIA.contains(&&*name) {
                    let address = attribute("src").or_else(|| attribute("data"));
                    let parts = [Some(name.clone()), address, attribute("alt")];
                    let parts: Vec<_> = parts.into_iter().flatten().collect();
                    words.left_out.push(parts.join(" ").trim().to_owned());
                    hidden = HIDDEN.contains(&&*name).then_some(name);
                } else if BLOCKS.contains(&&*name) {
                    end(&mut paragraph, &mut words);
                } else if name == "a" {
                    link = attribute("href").map(|address| Link {
                        address,
                        text: String::new(),
                    });
                } else if name != "span" {
                    words.is_formatted = true;
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if hidden.as_ref() == Some(&name) {
                    hidden = None;
                } else if BLOCKS.contains(&&*name) {
                    end(&mut paragraph, &mut words);
                } else if name == "a"
                    && let Some(mut link) = link.take()
                {
                    link.text = spaced(&link.text);
                    paragraph.links.push(link);
                }
            }
            Token::String(text) if hidden.is_none() => {
                let text = String::from_utf8_lossy(&text);
                paragraph.text.push_str(&text);
                if let Some(link) = &mut link {
                    link.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    end(&mut paragraph, &mut words);
    words
}

/// Ends a paragraph; one without words is none, but its links count.
fn end(paragraph: &mut Paragraph, words: &mut HtmlText) {
    let mut ended = std::mem::take(paragraph);
    ended.text = spaced(&ended.text);
    if !ended.text.is_empty() || !ended.links.is_empty() {
        words.paragraphs.push(ended);
    }
}

/// Returns the words of a text with single spaces, as browsers show it.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
