//! The response headers that readers and embedding pages need, in one table: `serve` sends them, `verify` expects
//! them, and `headers/configurations.rs` generates the server configurations in `publish/` from them.
//!
//! Each server has a syntax of its own, and no tool generates all of them from one description.

#[cfg(test)]
mod configurations;

/// The headers of every response. The Content Security Policy is in the pages themselves, because it contains the hash
/// of their styles.
pub(crate) const HEADERS: [(&str, &str); 5] = [
    // A sandboxed frame has an opaque origin, so it fetches the app as a cross-origin resource.
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Permissions-Policy", PERMISSIONS),
    // Other sites need not learn where a reader comes from.
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
];

/// Turns off every feature that browsers know by name, except copying, which readers use. `web-share` and names that
/// are not yet standard are left out: browsers without them report an unknown name in the console.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), \
     clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), \
     gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), \
     sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=()";

/// The media type of each file extension in the release folder.
pub(crate) const TYPES: [(&str, &str); 11] = [
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("wasm", "application/wasm"),
];

/// The media type of a file by its name.
pub(crate) fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit('.').next().unwrap_or_default();
    let entry = TYPES.into_iter().find(|(known, _)| *known == extension);
    entry.map_or("application/octet-stream", |(_, media_type)| media_type)
}

/// Whether compression makes a file smaller: PNG and JPEG are compressed already.
pub(crate) fn is_compressible(name: &str) -> bool {
    !name.ends_with(".png") && !name.ends_with(".jpg")
}

/// The cache lifetime of files with a hash in their name: a year, because their content never changes.
pub(crate) const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// Pages are revalidated at every visit, so that a correction reaches readers at their next visit.
pub(crate) const REVALIDATED: &str = "no-cache";
/// The cache lifetime of all other files: an embedding page runs an outdated script for five minutes at most.
pub(crate) const SHORT_LIVED: &str = "public, max-age=300";

/// The value of `Cache-Control` for a file.
pub(crate) fn cache_control(name: &str) -> &'static str {
    if is_hashed(name) {
        IMMUTABLE
    } else if name.ends_with(".html") {
        REVALIDATED
    } else {
        SHORT_LIVED
    }
}

/// Whether the name contains a hash of the content, as Trunk writes it: a number of 64 bits in hexadecimal digits. One of
/// sixteen has fewer than 16 digits, because leading zeros are not written.
pub(crate) fn is_hashed(name: &str) -> bool {
    name.split(['-', '_', '.']).any(|part| {
        (10..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// The file in the release folder from which Netlify and Cloudflare read the headers.
pub(crate) const HEADERS_FILE: &str = "_headers";

/// The content of [`HEADERS_FILE`] for a folder with these files. At most one rule sets a header for a file, because
/// these servers join the values of several. Hashed files are listed one by one: with a rule for `app-*`, browsers
/// would store a 404 for a year. Pages have no rule; the servers' own default for them amounts to `no-cache`.
pub(crate) fn headers_file<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let common = HEADERS.map(|(name, value)| format!("  {name}: {value}\n"));
    let has_rule = |name: &&str| {
        [".js", ".wasm", ".css", ".svg"]
            .iter()
            .any(|extension| name.ends_with(extension))
    };
    let rules = names
        .filter(has_rule)
        .chain(["data/*"])
        .map(|name| format!("/{name}\n  Cache-Control: {}\n", cache_control(name)));
    format!(
        "# For Netlify and Cloudflare, written by the build. Other servers ignore this file.\n/*\n{}{}",
        common.concat(),
        rules.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_immutable() {
        assert_eq!(cache_control("app-ea7cbe6b20780840_bg.wasm"), IMMUTABLE);
        assert_eq!(cache_control("app-3592e9d2415508b.js"), IMMUTABLE);
        assert_eq!(cache_control("card-first-stay.html"), REVALIDATED);
        for name in ["embed.js", "frame.js", "print.css", "case.en.json"] {
            assert_eq!(cache_control(name), SHORT_LIVED);
        }
    }

    #[test]
    fn the_headers_file_has_the_common_headers_and_a_cache_lifetime_for_each_part() {
        let names = ["app-0123456789abcdef.js", "embed.js", "index.html"];

        let file = headers_file(names.into_iter());

        let (common, rules) = file
            .split_once("/app-")
            .expect("a rule for the hashed file");
        for (name, value) in HEADERS {
            assert!(common.contains(&format!("\n  {name}: {value}\n")), "{name}");
        }
        assert_eq!(
            rules,
            "0123456789abcdef.js\n  Cache-Control: public, max-age=31536000, immutable\n\
             /embed.js\n  Cache-Control: public, max-age=300\n\
             /data/*\n  Cache-Control: public, max-age=300\n"
        );
    }
}
