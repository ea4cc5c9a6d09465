//! What each answer must be. Each finding says what happens to readers or what to set.

use super::Finding;
use super::answer::Answer;
use crate::headers::{HEADERS, cache_control, is_hashed, media_type};

const SET_IT: &str = "set the headers of the ready file for this host in publish/; a host that cannot is verified with --plain-host";

/// Whether an address is this machine's own.
pub(super) fn is_loopback(address: &str) -> bool {
    let host = address.split("//").nth(1).unwrap_or_default();
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| {
        host.strip_prefix(own)
            .is_some_and(|rest| rest.starts_with([':', '/']))
    })
}

/// What is wrong with the answer for a file.
pub(super) fn answer(name: &str, answer: &Answer, has_own_headers: bool) -> Vec<Finding> {
    match answer.status {
        200 => {}
        0 => {
            return vec![Finding::new(
                format!("no answer: {}", answer.trouble),
                "check the address and the host",
            )];
        }
        status @ 300..400 => {
            let to = answer.header("location").unwrap_or_default();
            let wrong = format!(
                "it is answered with {status}, which leads to {}",
                shape(&to, name)
            );
            return vec![Finding::new(
                wrong,
                "let the host keep names as they are, with .html at their end: each such answer costs readers a wait",
            )];
        }
        status => {
            return vec![Finding::new(
                format!("it is answered with {status}"),
                "publish the whole folder, as one build wrote it",
            )];
        }
    }
    let mut found = types(name, answer);
    found.extend(access(answer));
    found.extend(refusals(name, answer));
    if has_own_headers {
        found.extend(own_headers(answer));
        found.extend(caching(name, answer));
    }
    found
}

/// Where a redirection leads, without the name, so that the same fault of many files is one fault.
fn shape(to: &str, name: &str) -> String {
    let stem = name.strip_suffix(".html").unwrap_or(name);
    if !stem.is_empty() && to.trim_end_matches('/').ends_with(stem) {
        "the same name without .html".to_owned()
    } else {
        to.to_owned()
    }
}

fn types(name: &str, answer: &Answer) -> Vec<Finding> {
    let mut found = Vec::new();
    let expected = media_type(if name.is_empty() { "index.html" } else { name });
    let said = answer
        .header("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let bare = |mime: &str| mime.split(';').next().unwrap_or_default().trim().to_owned();
    if bare(&said) != bare(expected) {
        let remedy = match name.rsplit('.').next() {
            Some("wasm") => {
                "serve .wasm as application/wasm: with another type the program starts late or not at all"
            }
            Some("js") => "serve .js as text/javascript: with nosniff browsers run nothing else",
            _ => "give the ending its type; the ready files in publish/ list all",
        };
        found.push(Finding::new(
            format!("its type is \"{said}\", not {}", bare(expected)),
            remedy,
        ));
    } else if expected.contains("charset")
        && !said.replace(['"', ' '], "").contains("charset=utf-8")
        && !name.ends_with(".html")
        && !name.is_empty()
    {
        // Pages say it themselves.
        found.push(Finding::new(
            "its type does not say charset=utf-8",
            "add it: quotation marks and Arabic are read wrongly otherwise",
        ));
    }
    if name.ends_with(".wasm") && !answer.body.starts_with(b"\0asm") {
        found.push(Finding::new(
            "it is not a program: its first bytes are wrong",
            "upload it as it is, without changing line ends or characters",
        ));
    }
    if name.ends_with(".json") && serde_json::from_slice::<serde_json::Value>(&answer.body).is_err()
    {
        found.push(Finding::new(
            "it is not JSON",
            "upload it as the build wrote it",
        ));
    }
    found
}

/// Sandboxed frames have no origin, and fetch as strangers.
fn access(answer: &Answer) -> Option<Finding> {
    let said = answer
        .header("access-control-allow-origin")
        .unwrap_or_default();
    (said != "*").then(|| {
        Finding::new(
            format!(
                "it may not be fetched from everywhere (Access-Control-Allow-Origin: \"{said}\")"
            ),
            "set it to *: in sandboxed frames the program does not start otherwise",
        )
    })
}

/// Headers that would keep readers out, or break a promise of the page.
fn refusals(name: &str, answer: &Answer) -> Vec<Finding> {
    let mut found = Vec::new();
    if answer.header("x-frame-options").is_some() {
        found.push(Finding::new("X-Frame-Options forbids embedding", "remove it; to name the sites that may embed, use frame-ancestors of Content-Security-Policy"));
    }
    if answer.header("set-cookie").is_some() {
        found.push(Finding::new(
            "a cookie is set",
            "switch it off: the page promises that there is none",
        ));
    }
    if let Some(policy) = answer.header("content-security-policy") {
        let says = |directive: &str| {
            policy
                .split([';', ','])
                .any(|part| part.trim().starts_with(directive))
        };
        if says("sandbox")
            || ((says("script-src") || says("default-src")) && !policy.contains("wasm-unsafe-eval"))
        {
            found.push(Finding::new("a Content-Security-Policy of the host forbids the program", "leave scripts and styles out of it: each page has a strict policy of its own; only frame-ancestors belongs there"));
        }
    }
    let is_kept_out = answer
        .header("cross-origin-resource-policy")
        .is_some_and(|said| said != "cross-origin");
    if is_kept_out {
        found.push(Finding::new(
            "Cross-Origin-Resource-Policy keeps other sites out",
            "set it to cross-origin",
        ));
    }
    if answer.header("cross-origin-embedder-policy").is_some() && name.ends_with(".html") {
        found.push(Finding::new(
            "Cross-Origin-Embedder-Policy is set",
            "remove it: nothing here needs it",
        ));
    }
    found
}

fn own_headers(answer: &Answer) -> Vec<Finding> {
    let wrong = |(name, value): (&str, &str)| match answer.header(name) {
        None => Some(Finding::new(
            format!("the header {name} is missing"),
            SET_IT,
        )),
        Some(said)
            if said != value
                && name != "Access-Control-Allow-Origin"
                && name != "Cross-Origin-Resource-Policy" =>
        {
            Some(Finding::new(
                format!("the header {name} says something else: \"{said}\""),
                SET_IT,
            ))
        }
        Some(_) => None,
    };
    // Who may fetch is told above, with its reason.
    HEADERS
        .into_iter()
        .filter(|(name, _)| *name != "Access-Control-Allow-Origin")
        .filter_map(wrong)
        .collect()
}

/// Hashed files for a year, pages asked for again, the rest for minutes.
fn caching(name: &str, answer: &Answer) -> Option<Finding> {
    let said = answer
        .header("cache-control")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let age = said
        .split([',', ' '])
        .find_map(|part| part.strip_prefix("max-age=")?.parse::<u64>().ok());
    let is_asked = said.contains("no-cache") || said.contains("no-store") || age == Some(0);
    if is_hashed(name) {
        let is_long = age.is_some_and(|age| age >= 31_536_000) && said.contains("immutable");
        return (!is_long).then(|| Finding::new(format!("its name carries its hash, but it may not be kept for a year (Cache-Control: \"{said}\")"), "set: public, max-age=31536000, immutable"));
    }
    let is_page = name.is_empty() || cache_control(name) == crate::headers::REVALIDATED;
    if is_page {
        return (!is_asked).then(|| {
            Finding::new(
                format!("a page may be kept without asking (Cache-Control: \"{said}\")"),
                "set: no-cache; corrections reach readers at once then",
            )
        });
    }
    let is_short = is_asked || age.is_some_and(|age| age <= 600);
    (!is_short).then(|| Finding::new(format!("its name stays the same from release to release, but it may be kept too long, or nobody says how long (Cache-Control: \"{said}\")"), "set: public, max-age=300"))
}

/// Whether an answer may be kept for long.
pub(super) fn is_kept(answer: &Answer) -> bool {
    let said = answer.header("cache-control").unwrap_or_default();
    said.contains("immutable") || said.contains("max-age=31536000")
}

/// Whether a second visit costs no second download.
pub(super) fn revalidation(address: &str, index: &Answer) -> Option<Finding> {
    let by_tag = index
        .header("etag")
        .map(|tag| format!("If-None-Match: {tag}"));
    let by_date = index
        .header("last-modified")
        .map(|date| format!("If-Modified-Since: {date}"));
    let Some(condition) = by_tag.or(by_date) else {
        return Some(Finding::new(
            "the answer has neither ETag nor Last-Modified",
            "switch one on: each visit is a whole download otherwise",
        ));
    };
    let again = Answer::fetch(address, &[&condition]);
    (again.status != 304).then(|| {
        Finding::new(
            format!(
                "asked whether it changed, the host answers {} instead of 304",
                again.status
            ),
            "switch on conditional answers: each visit is a whole download otherwise",
        )
    })
}

pub(super) fn compression(answer: &Answer) -> Vec<Finding> {
    let mut found = Vec::new();
    let encoding = answer.header("content-encoding").unwrap_or_default();
    if !["br", "gzip", "zstd"].contains(&encoding.as_str()) {
        found.push(Finding::new(
            "it is not compressed",
            "switch compression on for its type: brotli, or gzip at least",
        ));
    } else if !answer
        .header("vary")
        .is_some_and(|vary| vary.to_ascii_lowercase().contains("accept-encoding"))
    {
        found.push(Finding::new(
            "compressed answers do not say Vary: Accept-Encoding",
            "set it: a cache between may hand them to those who cannot read them",
        ));
    }
    found
}

/// What is wrong with a compressed answer, beside the same file uncompressed.
pub(super) fn unpacked(packed: &Answer, plain: &Answer) -> Option<Finding> {
    let coding = packed.header("content-encoding")?;
    match crate::compress::unpack(&coding, &packed.body) {
        Ok(bytes) if bytes == plain.body => None,
        Ok(_) => Some(Finding::new(
            format!("compressed ({coding}) it is another file than uncompressed"),
            "publish each file with its .br and .gz copy, as one build wrote them, or remove the copies",
        )),
        Err(error) => Some(Finding::new(
            format!("compressed ({coding}) it cannot be read: {error}"),
            "upload .br and .gz copies as they are, or remove them; let nothing compress them again",
        )),
    }
}

/// What sites make of an address that is pasted into them.
pub(super) fn oembed(json: &str, site: &str) -> Option<Finding> {
    const REMEDY: &str =
        "build with --site and the address of this folder, and publish the whole folder";
    let Ok(answer) = serde_json::from_str::<serde_json::Value>(json) else {
        return Some(Finding::new("the oEmbed answer is not JSON", REMEDY));
    };
    let html = answer["html"].as_str().unwrap_or_default();
    let is_sound = answer["version"] == "1.0"
        && answer["type"] == "rich"
        && answer["width"].is_u64()
        && answer["height"].is_u64()
        && answer["title"].is_string()
        && answer["thumbnail_url"]
            .as_str()
            .is_some_and(|picture| picture.starts_with(site))
        && answer["thumbnail_width"].is_u64()
        && answer["thumbnail_height"].is_u64();
    if !is_sound {
        Some(Finding::new(
            "the oEmbed answer lacks a field (version, type, title, width, height, thumbnail)",
            REMEDY,
        ))
    } else if !html.contains(&format!("<iframe src=\"{site}")) {
        Some(Finding::new(
            "the oEmbed answer shows a frame of another site",
            REMEDY,
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(name: &str) -> Answer {
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
        Answer {
            status: 200,
            headers: headers
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: body.to_vec(),
            trouble: String::new(),
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
    fn what_serve_answers_has_no_fault() {
        for name in FILES {
            assert_eq!(answer(name, &sound(name), true), [], "{name}");
        }
    }

    #[test]
    fn each_header_that_is_missing_is_told() {
        for name in FILES {
            let count = sound(name).headers.len();
            for place in 0..count {
                let mut poor = sound(name);
                let (header, _) = poor.headers.remove(place);
                assert_eq!(
                    answer(name, &poor, true).len(),
                    1,
                    "{name} without {header}"
                );
            }
        }
    }

    #[test]
    fn a_plain_host_is_asked_for_types_and_access_only() {
        let mut poor = sound("embed.js");
        poor.headers
            .retain(|(name, _)| name == "content-type" || name == "access-control-allow-origin");

        assert_eq!(answer("embed.js", &poor, false), []);
    }

    #[test]
    fn what_keeps_readers_out_is_told() {
        for (name, value) in [
            ("x-frame-options", "DENY"),
            ("set-cookie", "a=b"),
            ("content-security-policy", "default-src 'self'"),
        ] {
            let mut bad = sound("index.html");
            bad.headers.push((name.to_owned(), value.to_owned()));
            assert_eq!(answer("index.html", &bad, true).len(), 1, "{name}");
        }
        let mut restricted = sound("index.html");
        restricted.headers.push((
            "content-security-policy".to_owned(),
            "frame-ancestors https://a.example".to_owned(),
        ));
        assert_eq!(answer("index.html", &restricted, true), []);
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
