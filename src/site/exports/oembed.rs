//! Static oEmbed answers (oembed.com, version 1.0), so that pasting an address into a site that asks for
//! them shows the widget. A static file cannot heed `maxwidth`; hosts tolerate that.
//!
//! The HTML is a block quotation and then a frame, closed: WordPress keeps nothing else, and sizes the
//! frame only where the quotation is there (`wp_filter_oembed_result` in its `wp-includes/embed.php`).

use serde_json::json;
use yew::prelude::*;

use crate::site::context::Doc;
use crate::site::document::render;
use crate::site::page_kind::Kind;
use crate::site::preview_image;
use crate::site::templates::entries;

/// Where the answer for a page stands in the built folder.
pub fn file(doc: Doc<'_>, kind: Kind<'_>) -> String {
    kind.file(doc).replace(".html", ".oembed.json")
}

/// The answer for a page. `site` is the address the folder is published under, with a closing slash.
pub fn answer(doc: Doc<'_>, kind: Kind<'_>, site: &str) -> String {
    let title = &doc.text.title;
    // The page itself is too long for a frame; its compact form stands in for it.
    let (framed, title, height) = match kind {
        Kind::Card(id) => (
            kind,
            entries::name(doc, id)
                .map_or_else(|| title.clone(), |name| format!("{name} – {title}")),
            480,
        ),
        _ => (Kind::Embed, title.clone(), 800),
    };
    let main = Kind::Main.address(doc, site);
    let whole = match kind {
        Kind::Card(id) => format!("{main}#{id}"),
        _ => main,
    };
    let html = html! {
        <>
            <blockquote><a href={whole}>{&title}</a></blockquote>
            <iframe src={format!("{site}{}", framed.file(doc))} width="600" height={height.to_string()} title={title.clone()} frameborder="0"></iframe>
        </>
    };
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": doc.text.title,
        "provider_url": site,
        "title": title,
        "cache_age": 86_400,
        "width": 600,
        "height": height,
        "thumbnail_url": format!("{site}{}", preview_image::file(doc)),
        "thumbnail_width": preview_image::SIZE[0],
        "thumbnail_height": preview_image::SIZE[1],
        "html": render(html),
    });
    format!("{answer:#}\n")
}
