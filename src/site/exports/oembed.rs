//! Static oEmbed responses (<https://oembed.com>, version 1.0): a site that supports oEmbed shows the timeline where
//! its address is pasted. A static file cannot respect `maxwidth`; embedding sites tolerate that.
//!
//! The HTML is a `<blockquote>` followed by an `<iframe>` with an end tag: WordPress removes everything else, and
//! sizes the frame only if the quotation is present (`wp_filter_oembed_result` in its `wp-includes/embed.php`).

use serde_json::json;
use yew::prelude::*;

use crate::site::context::PageContext;
use crate::site::document::render;
use crate::site::page_kind::PageKind;
use crate::site::preview_image;
use crate::site::templates::entries;

/// The file of a page's response in the built folder.
pub fn file(context: PageContext<'_>, kind: PageKind<'_>) -> String {
    kind.file(context).replace(".html", ".oembed.json")
}

/// The response for a page. `site` is the address under which the folder is published, with a trailing slash.
pub fn answer(context: PageContext<'_>, kind: PageKind<'_>, site: &str) -> String {
    let title = &context.text.title;
    // The main page is too long for a frame, so its embed is framed instead.
    let (framed, title, height) = match kind {
        PageKind::Card(id) => (
            kind,
            entries::name(context, id)
                .map_or_else(|| title.clone(), |name| format!("{name} – {title}")),
            480,
        ),
        PageKind::ChartCard => (
            kind,
            format!("{} – {title}", context.strings.page.chart),
            800,
        ),
        _ => (PageKind::Embed, title.clone(), 800),
    };
    let main = PageKind::Main.address(context, site);
    let whole = match kind {
        PageKind::Card(id) => format!("{main}#{id}"),
        PageKind::ChartCard => format!("{main}#chart"),
        _ => main,
    };
    let html = html! {
        <>
            <blockquote><a href={whole}>{&title}</a></blockquote>
            <iframe src={format!("{site}{}", framed.file(context))} width="600" height={height.to_string()} title={title.clone()} frameborder="0"></iframe>
        </>
    };
    let response = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": context.text.title,
        "provider_url": site,
        "title": title,
        "cache_age": 86_400,
        "width": 600,
        "height": height,
        "thumbnail_url": format!("{site}{}", preview_image::file(context, kind)),
        "thumbnail_width": preview_image::SIZE[0],
        "thumbnail_height": preview_image::SIZE[1],
        "html": render(html),
    });
    format!("{response:#}\n")
}
