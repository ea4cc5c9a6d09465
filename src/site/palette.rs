//! The colors of the light and the dark theme, as the style sheets define them.

use std::sync::LazyLock;

use super::minify::style;

const LIGHT: &str = include_str!("../../static/style/base.css");
const DARK: &str = include_str!("../../static/style/dark.css");

/// The minified style sheet with the colors of the dark theme.
pub static DARK_STYLES: LazyLock<String> = LazyLock::new(|| style::minify(DARK));

/// A color theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Theme {
    Light,
    Dark,
}

/// Returns the value of a custom property, such as `#fbfaf7` for `paper`.
///
/// # Panics
/// Panics if the style sheet does not define it: what is drawn with it would be black.
pub fn color(theme: Theme, name: &str) -> &'static str {
    let (file, styles) = match theme {
        Theme::Light => ("base.css", LIGHT),
        Theme::Dark => ("dark.css", DARK),
    };
    let definition = styles.split_once(&format!("--{name}: "));
    let color = definition.and_then(|(_, after)| after.split(';').next());
    color.unwrap_or_else(|| panic!("{file}: the color --{name} is not defined"))
}

#[cfg(test)]
mod tests {
    use super::{Theme, color};

    #[test]
    fn a_theme_has_its_own_colors() {
        assert_ne!(color(Theme::Light, "paper"), color(Theme::Dark, "paper"));
    }

    #[test]
    #[should_panic(expected = "base.css: the color --none is not defined")]
    fn an_undefined_color_is_an_error() {
        color(Theme::Light, "none");
    }
}
