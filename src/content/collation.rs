//! Sorts lists in the alphabetical order of a language, by the rules of Unicode (CLDR, "Collation").
//!
//! Lists are sorted when pages are built, so that the app needs no collation data.

use icu_collator::Collator;
use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_locale_core::Locale;

/// Sorts a list by name. Spaces, punctuation and an article at the beginning of a name are ignored. Languages that CLDR
/// does not describe have its default order.
pub fn sort<T>(language: &str, articles: &[String], list: &mut [T], name: impl Fn(&T) -> String) {
    let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
    let mut options = CollatorOptions::default();
    options.alternate_handling = Some(AlternateHandling::Shifted);
    let collator =
        Collator::try_new(locale.into(), options).expect("the data is compiled in for all locales");
    list.sort_by(|one, other| {
        let (one, other) = (name(one), name(other));
        let key = |name| without_article(name, articles);
        collator.compare(key(&one), key(&other))
    });
}

/// Returns a name without leading punctuation and without the article at its beginning.
fn without_article<'a>(name: &'a str, articles: &[String]) -> &'a str {
    let name = name.trim_start_matches(|character: char| !character.is_alphanumeric());
    let found = articles
        .iter()
        .find_map(|article| name.strip_prefix(article.as_str()));
    found.unwrap_or(name)
}
