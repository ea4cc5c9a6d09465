//! The requirements for each response. Each diagnostic says what to change, and what readers lose otherwise.

use super::Diagnostic;
use super::response::Response;
use crate::headers::{
    HEADERS, IMMUTABLE, REVALIDATED, SHORT_LIVED, cache_control, is_hashed, media_type,
};

/// What to do where a file or a link target is missing.
pub(super) const COMPLETE_FOLDER: &str = "publish the whole folder as one build wrote it";
/// What to do where a header of the table is missing.
const SET_HEADERS: &str = "set the headers as the configuration for your server in publish/ does; \
     if the server lets you set none, run verify with --no-custom-headers";

/// Whether an address is on this machine.
pub(super) fn is_loopback(address: &str) -> bool {
    let host = address.split("//").nth(1).unwrap_or_default();
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| {
        host.strip_prefix(own)
            .is_some_and(|suffix| suffix.starts_with([':', '/']))
    })
}

/// The errors of the response for a file.
pub(super) fn response(
    name: &str,
    response: &Response,
    has_custom_headers: bool,
) -> Vec<Diagnostic> {
    match response.status {
        200 => {}
        0 => {
            return vec![Diagnostic::new(
                format!("no response: {}", response.error),
                "check the address and the server",
            )];
        }
        status @ 300..400 => {
            let target = response.header("location").unwrap_or_default();
            let target = redirect_target(&target, name);
            return vec![Diagnostic::new(
                format!("it redirects ({status}) to {target}"),
                "serve files under their names, with .html: each redirect makes readers wait",
            )];
        }
        status => {
            return vec![Diagnostic::new(
                format!("it returns {status}"),
                COMPLETE_FOLDER,
            )];
        }
    }
    let mut diagnostics = content(name, response);
    diagnostics.extend(access(response));
    diagnostics.extend(blocking_headers(name, response));
    if has_custom_headers {
        diagnostics.extend(missing_headers(response));
        diagnostics.extend(cache_lifetime(name, response));
    }
    diagnostics
}

/// The target of a redirect without the name of the file, so that many files with the same error share a diagnostic.
fn redirect_target(target: &str, name: &str) -> String {
    let stem = name.strip_suffix(".html").unwrap_or(name);
    if !stem.is_empty() && target.trim_end_matches('/').ends_with(stem) {
        "the same name without .html".to_owned()
    } else {
        target.to_owned()
    }
}

/// Checks the media type and the content.
fn content(name: &str, response: &Response) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let is_page = name.is_empty() || name.ends_with(".html");
    let expected = media_type(if is_page { ".html" } else { name });
    let value = response
        .header("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let bare = |media_type: &str| {
        let bare = media_type.split(';').next().unwrap_or_default();
        bare.trim().to_owned()
    };
    if bare(&value) != bare(expected) {
        let remedy = match name.rsplit('.').next() {
            Some("wasm") => {
                "send .wasm files as application/wasm: with another type the app starts late or not at all"
            }
            Some("js") => {
                "send .js files as text/javascript: with nosniff, browsers run no other type"
            }
            _ => "set the type of its extension; the configurations in publish/ list all types",
        };
        diagnostics.push(Diagnostic::new(
            format!(
                "its media type is \"{value}\" instead of {}",
                bare(expected)
            ),
            remedy,
        ));
    } else if expected.contains("charset")
        && !value.replace(['"', ' '], "").contains("charset=utf-8")
        // Pages declare it themselves.
        && !is_page
    {
        diagnostics.push(Diagnostic::new(
            "its media type lacks charset=utf-8",
            "add it: without it, quotation marks and Arabic are shown wrongly",
        ));
    }
    if name.ends_with(".wasm") && !response.body.starts_with(b"\0asm") {
        diagnostics.push(Diagnostic::new(
            "it is not a WebAssembly module: its first bytes are different",
            "upload it unchanged, without converting line ends or characters",
        ));
    }
    if name.ends_with(".json")
        && serde_json::from_slice::<serde_json::Value>(&response.body).is_err()
    {
        diagnostics.push(Diagnostic::new(
            "it is not valid JSON",
            "upload it as the build wrote it",
        ));
    }
    diagnostics
}

/// Checks that sandboxed frames, whose origin is opaque, can fetch a file.
fn access(response: &Response) -> Option<Diagnostic> {
    let value = response
        .header("access-control-allow-origin")
        .unwrap_or_default();
    (value != "*").then(|| {
        Diagnostic::new(
            format!("other origins cannot fetch it (Access-Control-Allow-Origin: \"{value}\")"),
            "set it to *: without it, the app does not start in sandboxed frames",
        )
    })
}

/// Checks for headers that block readers or embedding pages, or break a promise of the page.
fn blocking_headers(name: &str, response: &Response) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if response.header("x-frame-options").is_some() {
        diagnostics.push(Diagnostic::new(
            "X-Frame-Options forbids embedding",
            "remove it; to allow only some sites, send frame-ancestors in Content-Security-Policy",
        ));
    }
    if response.header("set-cookie").is_some() {
        diagnostics.push(Diagnostic::new(
            "it sets a cookie",
            "turn the cookie off: the page promises that there is none",
        ));
    }
    if let Some(policy) = response.header("content-security-policy") {
        let has = |directive: &str| {
            policy
                .split([';', ','])
                .any(|part| part.trim().starts_with(directive))
        };
        if has("sandbox")
            || ((has("script-src") || has("default-src")) && !policy.contains("wasm-unsafe-eval"))
        {
            diagnostics.push(Diagnostic::new(
                "the Content-Security-Policy of the server blocks the app",
                "send no directive but frame-ancestors: each page has a strict policy of its own",
            ));
        }
    }
    let is_blocked = response
        .header("cross-origin-resource-policy")
        .is_some_and(|value| value != "cross-origin");
    if is_blocked {
        diagnostics.push(Diagnostic::new(
            "Cross-Origin-Resource-Policy blocks other sites",
            "set it to cross-origin",
        ));
    }
    if response.header("cross-origin-embedder-policy").is_some() && name.ends_with(".html") {
        diagnostics.push(Diagnostic::new(
            "Cross-Origin-Embedder-Policy is set",
            "remove it: the pages do not need it",
        ));
    }
    diagnostics
}

/// Checks that the headers of the table are present with their values.
fn missing_headers(response: &Response) -> Vec<Diagnostic> {
    let diagnose = |(name, expected): (&str, &str)| match response.header(name) {
        None => Some(Diagnostic::new(
            format!("the header {name} is missing"),
            SET_HEADERS,
        )),
        // [`blocking_headers`] reports another value of this header.
        Some(value) if value != expected && name != "Cross-Origin-Resource-Policy" => {
            Some(Diagnostic::new(
                format!("the header {name} has another value: \"{value}\""),
                SET_HEADERS,
            ))
        }
        Some(_) => None,
    };
    HEADERS
        .into_iter()
        // [`access`] reports this header.
        .filter(|(name, _)| *name != "Access-Control-Allow-Origin")
        .filter_map(diagnose)
        .collect()
}

/// Checks that `Cache-Control` has the lifetime for the kind of file.
fn cache_lifetime(name: &str, response: &Response) -> Option<Diagnostic> {
    let value = response
        .header("cache-control")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let age = value
        .split([',', ' '])
        .find_map(|part| part.strip_prefix("max-age=")?.parse::<u64>().ok());
    let is_revalidated = value.contains("no-cache") || value.contains("no-store") || age == Some(0);
    let is_page = name.is_empty() || cache_control(name) == REVALIDATED;
    let (is_valid, message, remedy) = if is_hashed(name) {
        (
            age.is_some_and(|age| age >= 31_536_000) && value.contains("immutable"),
            "its name contains a hash, but its cache lifetime is shorter than a year",
            format!("send Cache-Control: {IMMUTABLE}"),
        )
    } else if is_page {
        (
            is_revalidated,
            "it is a page, but browsers may show it again without revalidation",
            format!(
                "send Cache-Control: {REVALIDATED}, so that a correction reaches readers at their next visit"
            ),
        )
    } else {
        (
            is_revalidated || age.is_some_and(|age| age <= 600),
            "its name is the same in every release, but its cache lifetime is missing or longer than ten minutes",
            format!("send Cache-Control: {SHORT_LIVED}"),
        )
    };
    (!is_valid).then(|| Diagnostic::new(format!("{message} (Cache-Control: \"{value}\")"), remedy))
}

/// Whether a response has the cache lifetime of a hashed file.
pub(super) fn is_immutable(response: &Response) -> bool {
    let value = response.header("cache-control").unwrap_or_default();
    value.contains("immutable") || value.contains("max-age=31536000")
}

/// Checks that an unchanged page is not downloaded again.
pub(super) fn revalidation(address: &str, page: &Response) -> Option<Diagnostic> {
    let by_etag = page
        .header("etag")
        .map(|etag| format!("If-None-Match: {etag}"));
    let by_date = page
        .header("last-modified")
        .map(|date| format!("If-Modified-Since: {date}"));
    let Some(condition) = by_etag.or(by_date) else {
        return Some(Diagnostic::new(
            "it has neither ETag nor Last-Modified",
            "send one of them: without it, every visit downloads the whole page",
        ));
    };
    let second = Response::fetch(address, &[&condition]);
    (second.status != 304).then(|| {
        Diagnostic::new(
            format!(
                "a conditional request returns {} instead of 304",
                second.status
            ),
            "turn on conditional requests: without them, every visit downloads the whole page",
        )
    })
}

/// Checks that a file is compressed for a browser that accepts brotli and gzip.
pub(super) fn compression(response: &Response) -> Option<Diagnostic> {
    let coding = response.header("content-encoding").unwrap_or_default();
    let vary = response.header("vary").unwrap_or_default();
    if !["br", "gzip", "zstd"].contains(&coding.as_str()) {
        Some(Diagnostic::new(
            "it is not compressed",
            "turn on compression for its type: brotli, or at least gzip",
        ))
    } else if !vary.to_ascii_lowercase().contains("accept-encoding") {
        Some(Diagnostic::new(
            "compressed responses lack Vary: Accept-Encoding",
            "send it: without it, a cache may pass them to clients that cannot decompress them",
        ))
    } else {
        None
    }
}

/// Checks that a compressed response has the content of the uncompressed one.
pub(super) fn decompressed(compressed: &Response, plain: &Response) -> Option<Diagnostic> {
    let coding = compressed.header("content-encoding")?;
    match crate::compress::decompress(&coding, &compressed.body) {
        Ok(bytes) if bytes == plain.body => None,
        Ok(_) => Some(Diagnostic::new(
            format!("compressed ({coding}) and uncompressed response have different content"),
            "publish each file with the .br and .gz files of the same build, or remove these",
        )),
        Err(error) => Some(Diagnostic::new(
            format!("the compressed response ({coding}) cannot be decompressed: {error}"),
            "upload .br and .gz files unchanged, or remove them; let nothing compress them again",
        )),
    }
}

/// Checks that an oEmbed response lets other sites embed the page.
pub(super) fn oembed(json: &str, site: &str) -> Option<Diagnostic> {
    const REMEDY: &str =
        "build with --site and the address of this folder, and publish the whole folder";
    let Ok(oembed) = serde_json::from_str::<serde_json::Value>(json) else {
        return Some(Diagnostic::new(
            "the oEmbed response is not valid JSON",
            REMEDY,
        ));
    };
    let html = oembed["html"].as_str().unwrap_or_default();
    let is_complete = oembed["version"] == "1.0"
        && oembed["type"] == "rich"
        && oembed["width"].is_u64()
        && oembed["height"].is_u64()
        && oembed["title"].is_string()
        && oembed["thumbnail_url"]
            .as_str()
            .is_some_and(|picture| picture.starts_with(site))
        && oembed["thumbnail_width"].is_u64()
        && oembed["thumbnail_height"].is_u64();
    if !is_complete {
        Some(Diagnostic::new(
            "the oEmbed response lacks a field (version, type, title, width, height, thumbnail)",
            REMEDY,
        ))
    } else if !html.contains(&format!("<iframe src=\"{site}")) {
        Some(Diagnostic::new(
            "the oEmbed response embeds another site",
            REMEDY,
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The response of `serve` for a file.
    fn served(name: &str) -> Response {
        let own = [
            ("Content-Type", media_type(name)),
            ("Cache-Control", cache_control(name)),
        ];
        let headers = HEADERS.into_iter().chain(own);
        let body: &[u8] = match name.rsplit('.').next() {
            Some("wasm") => b"\0asm",
            Some("json") => b"{}",
            _ => b"x",
        };
        Response {
            status: 200,
            headers: headers
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: body.to_vec(),
            error: String::new(),
        }
    }

    const FILES: [&str; 5] = [
        "index.html",
        "app-0123456789abcdef_bg.wasm",
        "embed.js",
        "data/case.en.json",
        "data/events.en.csv",
    ];

    #[test]
    fn the_responses_of_serve_have_no_errors() {
        for name in FILES {
            assert_eq!(response(name, &served(name), true), [], "{name}");
        }
    }

    #[test]
    fn each_missing_header_is_reported_once() {
        for name in FILES {
            for index in 0..served(name).headers.len() {
                let mut incomplete = served(name);
                let (header, _) = incomplete.headers.remove(index);

                let diagnostics = response(name, &incomplete, true);

                assert_eq!(diagnostics.len(), 1, "{name} without {header}");
            }
        }
    }

    #[test]
    fn another_value_of_a_header_is_reported_once() {
        for name in FILES {
            for index in 0..served(name).headers.len() {
                let mut different = served(name);
                let header = different.headers[index].0.clone();
                different.headers[index].1 = "other".to_owned();

                let diagnostics = response(name, &different, true);

                assert_eq!(diagnostics.len(), 1, "{name} with another {header}");
            }
        }
    }

    #[test]
    fn a_server_without_custom_headers_needs_types_and_access_only() {
        let mut plain = served("embed.js");
        plain
            .headers
            .retain(|(name, _)| name == "content-type" || name == "access-control-allow-origin");

        assert_eq!(response("embed.js", &plain, false), []);
        assert_eq!(response("embed.js", &plain, true).len(), HEADERS.len());
    }

    #[test]
    fn headers_that_block_readers_are_reported() {
        for (name, value) in [
            ("x-frame-options", "DENY"),
            ("set-cookie", "a=b"),
            ("content-security-policy", "default-src 'self'"),
            ("cross-origin-embedder-policy", "require-corp"),
        ] {
            let mut blocked = served("index.html");
            blocked.headers.push((name.to_owned(), value.to_owned()));
            assert_eq!(response("index.html", &blocked, true).len(), 1, "{name}");
        }
        let mut restricted = served("index.html");
        restricted.headers.push((
            "content-security-policy".to_owned(),
            "frame-ancestors https://a.example".to_owned(),
        ));
        assert_eq!(response("index.html", &restricted, true), []);
    }

    #[test]
    fn cache_lifetimes_are_compared_with_the_kind_of_file() {
        let diagnose = |name: &str, value: &str| {
            let mut changed = served(name);
            changed.headers.retain(|(name, _)| name != "cache-control");
            let header = ("cache-control".to_owned(), value.to_owned());
            changed.headers.push(header);
            response(name, &changed, true).pop()
        };
        let hashed = "app-0123456789abcdef_bg.wasm";

        let error = diagnose(hashed, "max-age=60").expect("it is reported");
        assert!(error.message.contains("shorter than a year"), "{error:?}");
        let error = diagnose("index.html", SHORT_LIVED).expect("it is reported");
        assert!(error.message.contains("without revalidation"), "{error:?}");
        let error = diagnose("embed.js", IMMUTABLE).expect("it is reported");
        assert!(
            error.message.contains("longer than ten minutes"),
            "{error:?}"
        );
        assert_eq!(diagnose("index.html", "max-age=0, must-revalidate"), None);
        assert_eq!(diagnose("embed.js", "no-cache"), None);
    }

    #[test]
    fn a_redirect_to_the_same_name_is_one_error_for_all_files() {
        let redirect = |name: &str, target: &str| {
            let redirect = Response {
                status: 308,
                headers: vec![("location".to_owned(), target.to_owned())],
                ..Response::default()
            };
            response(name, &redirect, true)
        };

        assert_eq!(
            redirect("card-a.html", "/card-a"),
            redirect("card-b.html", "/card-b/")
        );
        assert_ne!(
            redirect("card-a.html", "/card-a"),
            redirect("card-b.html", "/elsewhere")
        );
    }

    #[test]
    fn only_this_machine_is_loopback() {
        assert!(is_loopback("http://127.0.0.1:80/") && is_loopback("http://localhost/"));
        assert!(
            !is_loopback("http://127.0.0.1.example.org/")
                && !is_loopback("https://example.org/localhost/")
        );
    }
}
