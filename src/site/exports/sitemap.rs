//! The pages that search engines should show, each with its other languages (sitemaps.org, version 0.9,
//! and hreflang inside it).

use std::fmt::Write;

use crate::site::context::Doc;
use crate::site::page_kind::Kind;

/// Its file in the built folder.
pub const FILE: &str = "sitemap.xml";

/// The main page of each language. `site` is the address the folder is published under.
pub fn sitemap(docs: &[Doc<'_>], site: &str) -> String {
    let mut alternates = String::new();
    for doc in docs {
        let (code, address) = (&doc.text.language, Kind::Main.address(*doc, site));
        // Writing into memory does not fail.
        let _ = write!(
            alternates,
            "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{address}\"/>"
        );
    }
    let entry = |doc: &Doc<'_>| {
        let (address, day) = (Kind::Main.address(*doc, site), doc.case.as_of);
        format!("<url><loc>{address}</loc><lastmod>{day}</lastmod>{alternates}</url>\n")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{}</urlset>\n",
        docs.iter().map(entry).collect::<String>()
    )
}
