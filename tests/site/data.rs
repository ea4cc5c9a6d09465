//! The published data: sound, complete, and described by schemas that are current.

use std::fs;

use case_timeline::case::Status;
use case_timeline::check;

use super::published;

#[test]
fn the_published_case_is_sound() {
    published();
}

/// `SCHEMAS=overwrite cargo test --features release schemas` writes them anew.
#[test]
fn schemas_are_current() {
    for name in ["case", "text", "ui"] {
        let path = format!("static/data/schema/{name}.schema.json");
        let current = check::schema(name).expect("there is a type for each file");
        if std::env::var("SCHEMAS").is_ok_and(|wish| wish == "overwrite") {
            fs::write(&path, &current).expect("the folder exists");
        }
        assert_eq!(
            fs::read_to_string(&path).unwrap_or_default(),
            current,
            "{path} is not current; run with SCHEMAS=overwrite"
        );
    }
}

#[test]
fn the_content_is_complete() {
    let library = published();
    let case = &library.case;
    let (text, _) = &library.languages[0];

    let steps: Vec<_> = case.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(
        steps,
        [
            "final-order-of-removal",
            "immigration-detention",
            "travel-papers",
            "habeas-corpus-petition",
            "class-action",
            "stay-of-removal",
            "irreparable-harm",
            "jurisdiction",
            "due-process",
            "preliminary-injunction",
            "motion-to-reopen",
            "asylum",
            "withholding-of-removal",
            "torture-convention",
            "governors-pardon",
            "appeal",
        ]
    );
    for step in text.steps.values() {
        for part in [
            &step.what,
            &step.here,
            &step.does_not,
            &step.decides,
            &step.next,
            &step.misunderstood,
        ] {
            assert!(!part.is_empty(), "{} lacks a part", step.title);
        }
    }
    assert!(case.steps.iter().all(|step| !step.law.is_empty()));
    assert!(case.misreadings.len() >= 12);
    assert!(case.terms.len() >= 25);
    for person in [
        "goldsmith",
        "adducci",
        "steinberg",
        "gelernt",
        "aclu",
        "ice",
        "kalabat",
        "sako",
        "dinardo",
        "cantu",
        "vasquez",
        "usccb",
        "knights-of-columbus",
        "members-of-congress",
        "kelly",
        "pence",
        "trump",
        "snyder",
        "chaldeans",
    ] {
        assert!(text.people.contains_key(person), "{person}");
    }
    let reversed: Vec<_> = case
        .events
        .iter()
        .filter(|event| event.status == Status::LaterReversed)
        .map(|event| event.id.as_str())
        .collect();
    assert!(
        reversed.contains(&"jurisdiction-ruling") && reversed.contains(&"injunction-granted"),
        "{reversed:?}"
    );
}

/// Detained people are not named, apart from the title of the case.
#[test]
fn no_detained_person_is_named() {
    let all = fs::read_to_string("static/data/text.en.json").expect("the text exists");
    for name in [
        "Usama",
        "Atheer",
        "Al-Dilami",
        "Nissan",
        "Jihan",
        "Barash",
        "Al-Issawi",
        "Aldaoud",
    ] {
        assert!(!all.contains(name), "{name}");
    }
    let others = all
        .replace("Hamama v. Adducci", "")
        .replace("hamama-v-adducci", "");
    assert!(!others.contains("Hamama"));
}

/// Readers of a story of June 2017 may think that the protection still stands.
#[test]
fn the_end_of_the_protection_is_told_on_the_first_screen() {
    let library = published();
    let (text, _) = &library.languages[0];
    let outcome: String = text
        .outcome
        .sentences
        .iter()
        .map(|sentence| sentence.text.as_str())
        .collect();

    assert!(text.notice.text.contains("no longer protect"));
    assert!(outcome.contains("December 20, 2018"));
}
