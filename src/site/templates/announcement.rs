//! The announcement that others paste into a bulletin, a newsletter or a website; see [`crate::content::announcement`].

use yew::prelude::*;

use super::prose::around;
use crate::content::announcement::paragraphs;
use crate::site::context::PageContext;

/// The anchor of the help section on the main page.
const HELP: &str = "#help";

/// The announcement with its two addresses as links. Its only attributes are those that a page into which it is pasted can
/// use: language, direction and addresses. `address` is that of the main page, relative if the site is unknown; then
/// the script fills in where it was loaded from.
pub fn announcement(context: PageContext<'_>, address: &str) -> Html {
    let link = |pattern: &str, href: String| html! { <a href={href.clone()} data-pattern={pattern.to_owned()}>{href}</a> };
    let paragraph = |words: &String| {
        let (placeholder, link) = if words.contains("{help}") {
            let pattern = format!("{{address}}{HELP}");
            ("{help}", link(&pattern, format!("{address}{HELP}")))
        } else if words.contains("{address}") {
            ("{address}", link("{address}", address.to_owned()))
        } else {
            return html! { <p>{words.clone()}</p> };
        };
        let (before, after) = around(words, placeholder);
        html! { <p>{before.to_owned()}{link}{after.to_owned()}</p> }
    };
    let (lang, dir) = (&context.strings.language, &context.strings.direction);
    html! {
        <div lang={lang.clone()} dir={dir.clone()}>
            { for paragraphs(context.case, context.text, context.strings).iter().map(paragraph) }
        </div>
    }
}
