//! The code that editors paste into their pages. Placeholders are `{address}` (the embed or a card, with its
//! appearance), `{plain}` (the page without appearance), `{whole}` (the same content on the main page), `{folder}`,
//! `{attributes}`, `{title}`, `{height}` and `{more}` (a label).
//!
//! The frame has its own margins and a thin line around it, so that it looks right on a page without styles. The line
//! is an outline, because a border would change the width or the height of the content; half-transparent gray suits
//! light and dark pages.

use crate::content::strings::Recipe;

/// A literal with the style of what is embedded.
macro_rules! style {
    () => {
        "display:block;margin:1.5em 0;border:0;outline:1px solid #8888"
    };
}

/// A literal with the sandbox that the timeline needs.
macro_rules! sandbox {
    () => {
        "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals"
    };
}

/// A literal with a frame. `$attributes` precede the others, with a space after each.
macro_rules! frame {
    ($attributes:literal) => {
        concat!(
            "<iframe ",
            $attributes,
            "src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{height}\" style=\"",
            style!(),
            "\" loading=\"lazy\" allow=\"clipboard-write\" sandbox=\"",
            sandbox!(),
            "\"></iframe>"
        )
    };
}

const EMBED_SCRIPT: &str = "<script async src=\"{folder}embed.js\"></script>";

/// The code of a recipe, with placeholders.
pub(super) fn code(recipe: Recipe) -> String {
    match recipe {
        Recipe::Script => format!("{}\n{EMBED_SCRIPT}", frame!("data-case-timeline ")),
        Recipe::Element => format!(
            "{}\n{EMBED_SCRIPT}",
            concat!(
                "<case-timeline src=\"{folder}\"{attributes} height=\"{height}\" style=\"",
                style!(),
                "\"><a href=\"{whole}\">{title}</a></case-timeline>"
            )
        ),
        Recipe::Frame => frame!("").to_owned(),
        Recipe::Address => "{plain}".to_owned(),
        Recipe::Link => "{whole}".to_owned(),
        Recipe::AmpScript => "<script async custom-element=\"amp-iframe\" src=\"https://cdn.ampproject.org/v0/amp-iframe-0.1.js\"></script>".to_owned(),
        Recipe::Amp => [
            concat!(
                "<amp-iframe src=\"{address}\" title=\"{title}\" layout=\"fixed-height\" height=\"{height}\" frameborder=\"0\" style=\"",
                style!(),
                "\" sandbox=\"",
                sandbox!(),
                "\" resizable>"
            ),
            "  <div overflow tabindex=\"0\" role=\"button\" aria-label=\"{more}\">{more}</div>",
            "  <a placeholder href=\"{whole}\">{title}</a>",
            "</amp-iframe>",
        ]
        .join("\n"),
        Recipe::Pym => [
            concat!(
                "<div data-pym-src=\"{address}\" data-pym-title=\"{title}\" data-pym-optionalparams=\"false\" style=\"",
                style!(),
                "\"></div>"
            ),
            "<script src=\"https://pym.nprapps.org/pym.v1.min.js\"></script>",
        ]
        .join("\n"),
    }
}

/// Whether the code works only if the pages know their address: oEmbed responses need it.
pub(super) fn needs_site(recipe: Recipe) -> bool {
    recipe == Recipe::Address
}
