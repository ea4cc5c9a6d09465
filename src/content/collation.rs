//! In which order readers of a language look words up. The alphabets are Unicode's (CLDR, "Collation"):
//! a library has them at build time, and the program reads the order from the page.

use icu_collator::Collator;
use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_locale_core::Locale;

/// Sorts by name as glossaries of the language do: letter by letter, past quotation marks, and past an
/// article that a name begins with. A language that CLDR does not describe has the order of its script.
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

/// A name without the article that it begins with, behind a quotation mark too.
fn without_article<'a>(name: &'a str, articles: &[String]) -> &'a str {
    let name = name.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let found = articles
        .iter()
        .find_map(|article| name.strip_prefix(article.as_str()));
    found.unwrap_or(name)
}
