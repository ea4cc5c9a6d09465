//! The page for sharing and downloading: the address, citations, pages to print, and files. It is complete without
//! script; `static/copy.js` adds buttons that copy and share.

use yew::prelude::*;

use super::announcement::announcement;
use super::copy_button::{CopyLabels, copy_button, copy_row};
use super::masthead::{languages, translation};
use crate::site::context::PageContext;
use crate::site::exports::{EXPORTS, data};
use crate::site::page_kind::PageKind;

/// The content of the page for sharing and downloading.
pub fn take_away(context: PageContext<'_>) -> Html {
    let labels = &context.strings.take_away;
    let page = PageKind::Main.file(context);
    // If the site is unknown, the script fills in the address from which it was loaded.
    let address = context.site.map_or_else(
        || page.clone(),
        |site| PageKind::Main.address(context, site),
    );
    let button = |id: &str, label: &str, as_text: Option<&str>| {
        let labels = CopyLabels {
            copy: label,
            copied: &labels.copied,
            by_hand: &labels.copy_by_hand,
        };
        copy_button(id, &labels, as_text)
    };
    let citation = |id: &str, name: &str, pattern: &str| {
        let pattern = with_publisher(pattern, context)
            .replace("{title}", &context.text.title)
            .replace("{date}", &context.strings.dates.dated(context.case.as_of));
        let filled = pattern.replace("{address}", &address);
        html! {
            <>
                <h3>{name.to_owned()}</h3>
                <p id={id.to_owned()} class="citation" data-pattern={pattern}>{filled}</p>
                {copy_row(button(id, &labels.cite_copy, None))}
            </>
        }
    };
    let file = |name: String, label: &str, purpose: &str| {
        html! { <><dt><a href={name}>{label.to_owned()}</a></dt><dd>{purpose.to_owned()}</dd></> }
    };
    html! {
        <div class="page">
            <main id="main">
                {languages(context, PageKind::TakeAway)}
                <p class="kicker"><a href={page.clone()}>{&context.text.title}</a></p>
                <h1>{&context.strings.page.take_away}</h1>
                {translation(context, PageKind::TakeAway)}
                <p class="lede">{&labels.intro}</p>
                <h2>{&labels.share}</h2>
                <p>{&labels.share_text}</p>
                <p><b>{&labels.share_link}</b>{": "}<a id="address" href={address.clone()} data-pattern="{address}">{&address}</a></p>
                {copy_row(button("address", &labels.link_copy, None))}
                <p hidden=true><button type="button" data-share={context.text.title.clone()}>{&labels.share_button}</button></p>
                <p><a href={PageKind::EmbedChooser.file(context)}>{&context.strings.page.embed_this}</a></p>
                <h2>{&labels.announcement}</h2>
                <p>{&labels.announcement_text}</p>
                <div id="announcement" class="citation">{announcement(context, &address)}</div>
                {copy_row(html! { <>
                    {button("announcement", &labels.announcement_copy, None)}
                    {button("announcement", &labels.announcement_copy_rich, Some(&labels.copied_as_text))}
                </> })}
                <h2>{&labels.print}</h2>
                <dl class="files">
                    {file(PageKind::Bulletin.file(context), &labels.print_bulletin, &labels.print_bulletin_text)}
                    {file(PageKind::Poster.file(context), &labels.print_poster, &labels.print_poster_text)}
                    {file(PageKind::ShortEdition.file(context), &labels.print_short, &labels.print_short_text)}
                    {file(PageKind::SingleFile.file(context), &labels.print_whole, &labels.print_whole_text)}
                </dl>
                <h2>{&labels.cite}</h2>
                <p>{&labels.cite_text}</p>
                {citation("chicago", &labels.chicago, &labels.chicago_pattern)}
                {citation("bluebook", &labels.bluebook, &labels.bluebook_pattern)}
                {citation("plain", &labels.plain, &labels.plain_pattern)}
                <h2>{&labels.download}</h2>
                <p>{&labels.download_text}</p>
                <dl class="files">
                    {file(PageKind::SingleFile.file(context), &labels.file, &labels.file_text)}
                    { for EXPORTS.iter().map(|export| {
                        let [label, purpose] = (export.label)(labels);
                        file((export.file)(context), label, purpose)
                    }) }
                    {file(data::SCHEMA_FILE.to_owned(), &labels.schema, &labels.schema_text)}
                </dl>
            </main>
        </div>
    }
}

/// The pattern of a citation with `{publisher}` replaced. The part in `[ ]` is about the publisher; it is removed if
/// the case names none.
fn with_publisher(pattern: &str, context: PageContext<'_>) -> String {
    let parts = pattern.split_once('[').and_then(|(before, remaining)| {
        let (inside, after) = remaining.split_once(']')?;
        Some((before, inside, after))
    });
    let Some((before, inside, after)) = parts else {
        return pattern.to_owned();
    };
    let inside = context
        .case
        .publisher
        .as_ref()
        .map(|publisher| inside.replace("{publisher}", &publisher.name));
    format!("{before}{}{after}", inside.unwrap_or_default())
}
