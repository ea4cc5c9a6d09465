//! What a reader can take away: an address to share, citations, pages to print, files. Complete without
//! script; `static/copy.js` adds buttons that copy and share.

use yew::prelude::*;

use super::masthead::{languages, translation};
use crate::site::context::Doc;
use crate::site::exports::{data, text};
use crate::site::page_kind::Kind;

/// The page of things to take away.
pub fn take_away(doc: Doc<'_>) -> Html {
    let words = &doc.ui.take_away;
    let page = Kind::Main.file(doc);
    // Where the site is not known, the script knows the address it was loaded from.
    let address = doc
        .site
        .map_or_else(|| page.clone(), |site| Kind::Main.address(doc, site));
    let copy = |id: &str, label: &str| {
        html! {
            <p class="needs-script" hidden=true>
                <button type="button" data-copy={id.to_owned()} data-copied={words.copied.clone()} data-by-hand={words.copy_by_hand.clone()}>{label.to_owned()}</button>
                {" "}<span role="status"></span>
            </p>
        }
    };
    let citation = |id: &str, name: &str, pattern: &str| {
        let before_address = with_publisher(pattern, doc)
            .replace("{title}", &doc.text.title)
            .replace("{date}", &doc.ui.dates.dated(doc.case.as_of));
        let filled = before_address.replace("{address}", &address);
        html! {
            <>
                <h3>{name.to_owned()}</h3>
                <p id={id.to_owned()} class="citation" data-pattern={before_address}>{filled}</p>
                {copy(id, &words.cite_copy)}
            </>
        }
    };
    let file = |name: String, label: &str, purpose: &str| {
        html! { <><dt><a href={name}>{label.to_owned()}</a></dt><dd>{purpose.to_owned()}</dd></> }
    };
    html! {
        <div class="page">
            <main id="main">
                {languages(doc, Kind::TakeAway)}
                <p class="kicker"><a href={page.clone()}>{&doc.text.title}</a></p>
                <h1>{&doc.ui.page.take_away}</h1>
                {translation(doc, Kind::TakeAway)}
                <p class="lede">{&words.intro}</p>
                <h2>{&words.share}</h2>
                <p>{&words.share_text}</p>
                <p><b>{&words.share_link}</b>{": "}<a id="address" href={address.clone()} data-pattern="{address}">{&address}</a></p>
                {copy("address", &words.link_copy)}
                <p hidden=true><button type="button" data-share={doc.text.title.clone()}>{&words.share_button}</button></p>
                <h2>{&words.cite}</h2>
                <p>{&words.cite_text}</p>
                {citation("chicago", &words.chicago, &words.chicago_pattern)}
                {citation("bluebook", &words.bluebook, &words.bluebook_pattern)}
                {citation("plain", &words.plain, &words.plain_pattern)}
                <h2>{&words.print}</h2>
                <dl class="files">
                    {file(Kind::SingleFile.file(doc), &words.print_whole, &words.print_whole_text)}
                    {file(Kind::Bulletin.file(doc), &words.print_bulletin, &words.print_bulletin_text)}
                </dl>
                <h2>{&words.download}</h2>
                <p>{&words.download_text}</p>
                <dl class="files">
                    {file(Kind::SingleFile.file(doc), &words.file, &words.file_text)}
                    {file(text::file(doc), &words.plain_text, &words.plain_text_text)}
                    {file(data::json_file(doc), &words.json, &words.json_text)}
                    {file(data::csv_file(doc), &words.csv, &words.csv_text)}
                    {file(data::timelinejs_file(doc), &words.timelinejs, &words.timelinejs_text)}
                    {file(data::SCHEMA_FILE.to_owned(), &words.schema, &words.schema_text)}
                </dl>
            </main>
        </div>
    }
}

/// A citation's pattern with the publisher filled in. What stands in `[ ]` speaks of the publisher, and is left out
/// where none is named.
fn with_publisher(pattern: &str, doc: Doc<'_>) -> String {
    let parts = pattern.split_once('[').and_then(|(before, rest)| {
        let (inside, after) = rest.split_once(']')?;
        Some((before, inside, after))
    });
    let Some((before, inside, after)) = parts else {
        return pattern.to_owned();
    };
    let inside = doc
        .case
        .publisher
        .as_ref()
        .map(|publisher| inside.replace("{publisher}", &publisher.name));
    format!("{before}{}{after}", inside.unwrap_or_default())
}
