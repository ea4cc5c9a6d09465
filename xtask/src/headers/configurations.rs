//! Generates the server configurations in `publish/` from the table of headers and the templates in
//! `xtask/templates/`. `PUBLISH=overwrite cargo test -p xtask configurations` writes them; without the variable, the test
//! fails where one of them is not current.
//!
//! A template is the whole file, comments included, with `{{name}}` in place of what the table determines.

use super::{HEADERS, IMMUTABLE, REVALIDATED, SHORT_LIVED, TYPES, is_compressible};

/// Matches the names of hashed files, in the regular expressions of nginx, Apache and Caddy.
const HASHED_NAME: &str = r"-[0-9a-f]+(_bg)?\.(js|wasm)";

/// The name of a placeholder, and what replaces it.
type Value = (&'static str, String);

fn nginx() -> String {
    // nginx always compresses pages and sends their charset, and warns of a list that names their type again.
    let not_html = |extension: &str| extension != "html";
    fill(
        include_str!("../../templates/nginx.conf"),
        &[
            (
                "types",
                each_type(|extension, bare| format!("{bare} {extension};")),
            ),
            (
                "utf8_types",
                bare_types(|extension| not_html(extension) && is_text(extension)),
            ),
            (
                "compressible_types",
                bare_types(|extension| not_html(extension) && is_compressible_extension(extension)),
            ),
            (
                "headers",
                each_header(|name, value| format!("add_header {name} \"{value}\" always;")),
            ),
        ],
    )
}

fn apache() -> String {
    let utf8: Vec<_> = extensions(is_text)
        .map(|extension| format!(".{extension}"))
        .collect();
    fill(
        include_str!("../../templates/htaccess"),
        &[
            (
                "types",
                each_type(|extension, bare| format!("AddType {bare} .{extension}")),
            ),
            ("utf8_extensions", utf8.join(" ")),
            ("compressible_types", bare_types(is_compressible_extension)),
            (
                "headers",
                each_header(|name, value| format!("Header always set {name} \"{value}\"")),
            ),
        ],
    )
}

fn caddy() -> String {
    let compressible: Vec<_> = extensions(is_compressible_extension)
        .map(|extension| format!("header Content-Type {}*", bare_type(extension)))
        .collect();
    let types = TYPES.map(|(extension, media_type)| {
        format!(
            "@{extension} path *.{extension}\nheader @{extension} Content-Type \"{media_type}\""
        )
    });
    fill(
        include_str!("../../templates/Caddyfile"),
        &[
            ("compressible_types", compressible.join("\n")),
            (
                "headers",
                each_header(|name, value| format!("header {name} \"{value}\"")),
            ),
            ("types", types.join("\n")),
        ],
    )
}

fn cloudfront() -> String {
    // The policy has a field of its own for each of these; that of the last one can only mean `nosniff`.
    let with_field = [
        "Access-Control-Allow-Origin",
        "Referrer-Policy",
        "X-Content-Type-Options",
    ];
    let custom: Vec<_> = HEADERS
        .into_iter()
        .filter(|(name, _)| !with_field.contains(name))
        .map(|(name, value)| {
            format!(r#"{{ "Header": "{name}", "Value": "{value}", "Override": true }}"#)
        })
        .collect();
    fill(
        include_str!("../../templates/cloudfront-headers.json"),
        &[
            (
                "allowed_origin",
                header("Access-Control-Allow-Origin").to_owned(),
            ),
            ("referrer_policy", header("Referrer-Policy").to_owned()),
            ("custom_count", custom.len().to_string()),
            ("custom_headers", custom.join(",\n")),
        ],
    )
}

fn s3() -> String {
    let upload = |function: &str, extension: &str, arguments: &str| {
        format!(
            "{function} {extension} \"{}\"{arguments}",
            super::media_type(&format!(".{extension}"))
        )
    };
    let hashed = ["wasm", "js"].map(|extension| upload("put_hashed", extension, ""));
    // Pages come last, and there is no WebAssembly file without a hash.
    let others: Vec<_> = extensions(|extension| !["html", "wasm"].contains(&extension))
        .map(|extension| upload("put", extension, " \"$short_lived\""))
        .collect();
    fill(
        include_str!("../../templates/s3.sh"),
        &[
            ("put_hashed", hashed.join("\n")),
            ("put_others", others.join("\n")),
            ("put_pages", upload("put", "html", " \"$revalidated\"")),
        ],
    )
}

/// One line for each header.
fn each_header(line: fn(&str, &str) -> String) -> String {
    HEADERS.map(|(name, value)| line(name, value)).join("\n")
}

/// One line for each file extension and its media type without parameters.
fn each_type(line: fn(&str, &str) -> String) -> String {
    TYPES
        .map(|(extension, _)| line(extension, bare_type(extension)))
        .join("\n")
}

/// The media types of some extensions, without parameters, on one line.
fn bare_types(is_included: impl Fn(&str) -> bool) -> String {
    extensions(is_included)
        .map(bare_type)
        .collect::<Vec<_>>()
        .join(" ")
}

fn extensions(is_included: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    TYPES
        .into_iter()
        .map(|(extension, _)| extension)
        .filter(move |extension| is_included(extension))
}

fn bare_type(extension: &str) -> &'static str {
    super::media_type(&format!(".{extension}"))
        .split(';')
        .next()
        .unwrap_or_default()
}

fn is_text(extension: &str) -> bool {
    super::media_type(&format!(".{extension}")).contains("charset")
}

fn is_compressible_extension(extension: &str) -> bool {
    is_compressible(&format!(".{extension}"))
}

fn header(name: &str) -> &'static str {
    let header = HEADERS.into_iter().find(|(known, _)| *known == name);
    header.expect("the table has this header").1
}

/// Replaces the placeholders of a template by these values and by the cache lifetimes. Each line of a value gets the
/// indentation of its placeholder.
fn fill(template: &str, values: &[Value]) -> String {
    let lifetimes = [
        ("hashed_name", HASHED_NAME),
        ("immutable", IMMUTABLE),
        ("revalidated", REVALIDATED),
        ("short_lived", SHORT_LIVED),
    ];
    let lifetimes = lifetimes.map(|(name, value)| (name, value.to_owned()));
    let mut filled = String::new();
    for line in template.lines() {
        let indentation = &line[..line.len() - line.trim_start().len()];
        let mut line = line.to_owned();
        for (name, value) in values.iter().chain(&lifetimes) {
            let value = value.replace('\n', &format!("\n{indentation}"));
            line = line.replace(&format!("{{{{{name}}}}}"), &value);
        }
        assert!(!line.contains("{{"), "unknown placeholder: {line}");
        filled += &line;
        filled += "\n";
    }
    filled
}

#[test]
fn the_server_configurations_are_current() {
    let folder = crate::root().join("publish");
    for (name, content) in [
        ("nginx.conf", nginx()),
        (".htaccess", apache()),
        ("Caddyfile", caddy()),
        ("cloudfront-headers.json", cloudfront()),
        ("s3.sh", s3()),
    ] {
        let path = folder.join(name);
        if std::env::var("PUBLISH").is_ok_and(|value| value == "overwrite") {
            std::fs::write(&path, &content).expect("publish/ is writable");
        }
        let current = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            current == content,
            "publish/{name} is not current; change xtask/templates and run: PUBLISH=overwrite cargo test -p xtask"
        );
    }
}

#[test]
fn each_line_of_a_value_has_the_indentation_of_its_placeholder() {
    let filled = fill("a {\n\t{{lines}}\n}\n", &[("lines", "one\ntwo".to_owned())]);

    assert_eq!(filled, "a {\n\tone\n\ttwo\n}\n");
}

#[test]
fn the_cloudfront_policy_is_json_with_every_header() {
    let policy: serde_json::Value = serde_json::from_str(&cloudfront()).expect("it is JSON");
    let custom = policy["CustomHeadersConfig"]["Items"]
        .as_array()
        .expect("a list");

    assert_eq!(policy["CustomHeadersConfig"]["Quantity"], custom.len());
    // Three headers have a field of their own.
    assert_eq!(custom.len() + 3, HEADERS.len());
    assert_eq!(
        policy["SecurityHeadersConfig"]["ContentTypeOptions"]["Override"],
        true
    );
    assert_eq!(header("X-Content-Type-Options"), "nosniff");
}
