//! What a good host answers, in one place: `serve` answers so, `verify` asks for it, and the tests
//! below hold the ready files in `publish/` to it.

/// What every answer carries. The content policy stands in the pages themselves, because it names the
/// hash of their styles.
pub(crate) const HEADERS: [(&str, &str); 5] = [
    // Frames without an origin of their own fetch the program from us as strangers.
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Permissions-Policy", PERMISSIONS),
    // Whoever is linked to need not learn from where a reader comes.
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
];

/// Everything off that browsers know by name, but for copying, which readers ask for. Sharing has no name
/// here: where a browser can share, a page of its own may, and where it cannot, the name is reported in
/// the console as unknown. So are names that are not settled.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), \
     clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), \
     gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), \
     sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=()";

/// The type of each kind of file in the built folder.
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

/// A file's type by its name.
pub(crate) fn mime(name: &str) -> &'static str {
    let end = name.rsplit('.').next().unwrap_or_default();
    let known = TYPES.into_iter().find(|(kind, _)| *kind == end);
    known.map_or("application/octet-stream", |(_, mime)| mime)
}

/// Whether compression makes it smaller.
pub(crate) fn is_text(name: &str) -> bool {
    !name.ends_with(".png") && !name.ends_with(".jpg")
}

/// Its name says what is in it: a year, the longest that anything is kept.
pub(crate) const HASHED: &str = "public, max-age=31536000, immutable";
/// Asked for again at each visit, and answered by "not changed".
pub(crate) const PAGE: &str = "no-cache";
/// The longest that an embedding page is left on an old version: five minutes.
pub(crate) const PLAIN: &str = "public, max-age=300";

/// How long a file may be kept without asking.
pub(crate) fn cache(name: &str) -> &'static str {
    if is_hashed(name) {
        HASHED
    } else if name.ends_with(".html") {
        PAGE
    } else {
        PLAIN
    }
}

/// The file in the release folder from which Netlify and Cloudflare learn all this.
pub(crate) const RULES: &str = "_headers";

/// What stands in it, for a folder with these names. No two rules fit one file, because these hosts join the values.
/// Hashed files are named one by one: a rule for `app-*` would let readers keep an answer "not found" for a year.
/// What has no rule, pages among it, keeps the hosts' own, which amounts to "no-cache".
pub(crate) fn rules<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let all = HEADERS.map(|(name, value)| format!("  {name}: {value}\n"));
    let is_part = |name: &&str| {
        [".js", ".wasm", ".css", ".svg"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    let own = names
        .filter(is_part)
        .chain(["data/*"])
        .map(|name| format!("/{name}\n  Cache-Control: {}\n", cache(name)));
    format!(
        "# Netlify, Cloudflare: written by the build. Other hosts do not read it.\n/*\n{}{}",
        all.concat(),
        own.collect::<String>()
    )
}

/// Whether the name carries a hash of the content, as Trunk writes it.
pub(crate) fn is_hashed(name: &str) -> bool {
    name.split(['-', '_', '.'])
        .any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(name: &str) -> String {
        if name == RULES {
            let names = ["app-0123456789abcdef.js", "embed.js", "index.html"];
            return rules(names.into_iter());
        }
        std::fs::read_to_string(crate::root().join("publish").join(name))
            .unwrap_or_else(|error| panic!("publish/{name}: {error}"))
    }

    /// A ready file, how it writes a header, and what no other line of it begins with.
    type Recipe = (&'static str, fn(&str, &str) -> String, &'static str);

    fn recipes() -> [Recipe; 4] {
        [
            (
                "nginx.conf",
                |name, value| format!("add_header {name} \"{value}\" always;"),
                "add_header ",
            ),
            (
                ".htaccess",
                |name, value| format!("Header always set {name} \"{value}\""),
                "Header always set ",
            ),
            (
                "Caddyfile",
                |name, value| format!("header {name} \"{value}\""),
                "header ",
            ),
            (
                RULES,
                |name, value| format!("{name}: {value}"),
                // Of the first rule; those after it say how long files may be kept.
                "",
            ),
        ]
    }

    #[test]
    fn every_ready_file_sets_these_headers_and_no_others() {
        for (file, write, opening) in recipes() {
            let text = recipe(file);
            let lines: Vec<_> = text.lines().map(str::trim).collect();
            for (name, value) in HEADERS {
                let line = write(name, value);
                assert!(
                    lines.contains(&line.as_str()),
                    "publish/{file} lacks: {line}"
                );
            }
            let others = lines.iter().filter(|line| {
                let is_header = match opening {
                    "" => line.contains(": "),
                    opening => line.starts_with(opening),
                };
                is_header
                    && !line.starts_with('#')
                    && !line.contains("Cache-Control")
                    && !line.contains(" Content-Type ")
            });
            assert_eq!(
                others.count(),
                HEADERS.len(),
                "publish/{file} sets another header"
            );
        }
    }

    #[test]
    fn every_ready_file_keeps_files_as_long_as_serve_does() {
        for (file, ..) in recipes() {
            let text = recipe(file);
            for keeping in [HASHED, PLAIN, PAGE] {
                // Pages keep those hosts' own rule.
                let is_own = file == RULES && keeping == PAGE;
                assert!(
                    text.contains(keeping) != is_own,
                    "publish/{file}: {keeping}"
                );
            }
        }
        let script = recipe("s3.sh");
        for keeping in [HASHED, PLAIN, PAGE] {
            assert!(
                script.contains(&format!("=\"{keeping}\"\n")),
                "s3.sh: {keeping}"
            );
        }
    }

    #[test]
    fn every_ready_file_says_each_type_once() {
        for (kind, mime) in TYPES {
            let bare = mime.split(';').next().unwrap_or_default();
            let nginx = recipe("nginx.conf");
            assert!(
                nginx.contains(&format!("        {bare} {kind};")),
                "nginx.conf: {kind}"
            );
            let apache = recipe(".htaccess");
            assert!(
                apache.contains(&format!("AddType {bare} .{kind}\n")),
                ".htaccess: {kind}"
            );
            let caddy = recipe("Caddyfile");
            // Its own list has the types of pages, styles and pictures.
            let is_known = ["html", "css", "png", "jpg"].contains(&kind);
            assert!(
                is_known || caddy.contains(&format!("header @{kind} Content-Type \"{mime}\"\n")),
                "Caddyfile: {kind}"
            );
            let script = recipe("s3.sh");
            assert!(
                script.contains(&format!(" {kind} \"{mime}\"")),
                "s3.sh: {kind}"
            );
        }
    }

    #[test]
    fn cloudfront_sets_the_same_headers() {
        let policy: serde_json::Value =
            serde_json::from_str(&recipe("cloudfront-headers.json")).expect("JSON");
        let custom = policy["CustomHeadersConfig"]["Items"]
            .as_array()
            .expect("a list");
        let found = |name: &str| {
            let item = custom.iter().find(|item| item["Header"] == name)?;
            item["Value"].as_str()
        };
        for (name, value) in HEADERS {
            let said = match name {
                "Access-Control-Allow-Origin" => {
                    policy["CorsConfig"]["AccessControlAllowOrigins"]["Items"][0].as_str()
                }
                "Referrer-Policy" => {
                    policy["SecurityHeadersConfig"]["ReferrerPolicy"]["ReferrerPolicy"].as_str()
                }
                "X-Content-Type-Options" => {
                    policy["SecurityHeadersConfig"]["ContentTypeOptions"]["Override"]
                        .as_bool()
                        .map(|_| "nosniff")
                }
                name => found(name),
            };
            assert_eq!(said, Some(value), "{name}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_a_year() {
        assert_eq!(cache("app-ea7cbe6b20780840_bg.wasm"), HASHED);
        assert_eq!(cache("card-first-stay.html"), PAGE);
        for plain in [
            "embed.js",
            "frame.js",
            "boot.js",
            "print.css",
            "case.en.json",
        ] {
            assert_eq!(cache(plain), PLAIN);
        }
    }
}
