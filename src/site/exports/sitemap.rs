//! The sitemap (<https://www.sitemaps.org>, version 0.9): the pages that search engines should list, each with its
//! alternatives in other languages (`hreflang`).

use std::fmt::Write;

use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// The file of the sitemap in the built folder.
pub const FILE: &str = "sitemap.xml";

/// A sitemap with the main page of each language. `site` is the address under which the folder is published, with a
/// trailing slash.
pub fn sitemap(contexts: &[PageContext<'_>], site: &str) -> String {
    let mut alternates = String::new();
    for context in contexts {
        let (code, address) = (
            &context.text.language,
            PageKind::Main.address(*context, site),
        );
        // Writing to a `String` does not fail.
        let _ = write!(
            alternates,
            "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{address}\"/>"
        );
    }
    let entry = |context: &PageContext<'_>| {
        let (address, day) = (PageKind::Main.address(*context, site), context.case.as_of);
        format!("<url><loc>{address}</loc><lastmod>{day}</lastmod>{alternates}</url>\n")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{}</urlset>\n",
        contexts.iter().map(entry).collect::<String>()
    )
}
