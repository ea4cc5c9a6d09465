//! Translations as a spreadsheet: nothing is lost on the way out and back, and messages name the row.

use std::fs;

use case_timeline::content::edit::translations::{self, Imported, LanguageFiles, Sheet};
use case_timeline::content::spreadsheet::{self, Table};
use serde_json::Value;

use super::{data_folder, published, small_files};

const COLUMNS: [&str; 4] = ["id", "original", "translation", "translated from"];

fn published_file(name: &str) -> String {
    fs::read_to_string(data_folder().join(name)).expect("the file exists")
}

fn published_files(code: &str) -> LanguageFiles {
    LanguageFiles {
        text: published_file(&format!("text.{code}.json")),
        strings: published_file(&format!("ui.{code}.json")),
    }
}

/// The codes of the original language of the published case, and of its translations.
fn languages() -> (String, Vec<String>) {
    let mut codes = published().case.languages.into_iter();
    let original = codes.next().expect("an original language");
    (original, codes.collect())
}

/// The rows of a sheet, changed by a function.
fn changed(sheet: &str, change: impl Fn(&mut [String; 4])) -> String {
    let table = Table::read(sheet.as_bytes()).expect("a table");
    let rows = table.rows.iter().map(|row| {
        let mut cells = COLUMNS.map(|column| table.cell(row, column).to_owned());
        change(&mut cells);
        cells
    });
    spreadsheet::write(&COLUMNS, rows).expect("memory is writable")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The small case in English.
fn english() -> LanguageFiles {
    let mut files = small_files();
    LanguageFiles {
        text: files.remove("text.en.json").expect("a text"),
        strings: files.remove("ui.en.json").expect("strings"),
    }
}

fn small_sheet(
    original: &LanguageFiles,
    translation: Option<&LanguageFiles>,
    earlier: Option<&str>,
) -> Result<Sheet, String> {
    let earlier = earlier.map(str::as_bytes);
    translations::export(["en", "de"], original, translation, earlier)
}

/// Imports a sheet of a German translation of the small case.
fn small_import(
    original: &LanguageFiles,
    translation: Option<&LanguageFiles>,
    sheet: &str,
) -> Result<Imported, String> {
    let file = |name: &str| {
        let files = small_files();
        let case = files["case.json"].replace(r#"["en", "ar"]"#, r#"["en"]"#);
        match name {
            "case.json" => Ok(case),
            "text.en.json" => Ok(original.text.clone()),
            _ => files
                .get(name)
                .cloned()
                .ok_or_else(|| "no such file".to_owned()),
        }
    };
    translations::import(["en", "de"], original, translation, sheet.as_bytes(), file)
}

/// A complete sheet of the small case, in which the translation of each text is the original.
fn complete_sheet() -> String {
    let sheet = small_sheet(&english(), None, None).expect("a sheet");
    changed(&sheet.csv, |[_, original, translation, _]| {
        translation.clone_from(original);
    })
}

#[test]
fn a_sheet_that_is_read_back_changes_no_byte() {
    let (original, translated) = languages();
    for code in &translated {
        let files = published_files(code);
        let from = published_files(&original);
        let sheet = translations::export([&original, code], &from, Some(&files), None);
        let sheet = sheet.expect("a sheet");
        assert_eq!((sheet.missing, sheet.changed), (0, 0), "{code}");

        let file = |name: &str| Ok(published_file(name));
        let back = translations::import(
            [&original, code],
            &from,
            Some(&files),
            sheet.csv.as_bytes(),
            file,
        );
        let back = back.expect("a complete sheet");

        assert!(back.files == files, "{code}: a file differs");
        assert_eq!(back.changed, [""; 0], "{code}");
        assert_eq!(back.notes, [""; 0], "{code}");
    }
}

/// The sheet alone has the whole translation: it replaces any other, byte for byte, and begins a language.
#[test]
fn a_sheet_has_the_whole_translation() {
    let (original, translated) = languages();
    let from = published_files(&original);
    for code in &translated {
        let files = published_files(code);
        let codes = [original.as_str(), code];
        let export = |present: &LanguageFiles| {
            translations::export(codes, &from, Some(present), None)
                .expect("a sheet")
                .csv
        };
        let import = |present: Option<&LanguageFiles>, sheet: &str| {
            let file = |name: &str| Ok(published_file(name));
            let back = translations::import(codes, &from, present, sheet.as_bytes(), file);
            back.expect("a complete sheet").files
        };
        let sheet = export(&files);
        // The validation limits the summary, and knows the months and the directions.
        let reworded = changed(&sheet, |[id, _, translation, _]| {
            let is_limited = ["brief", "spoken", "summary", "ui.dates", "ui.direction"];
            if !is_limited.iter().any(|part| id.starts_with(part)) {
                // Not a word of its own: the validation counts words.
                translation.push('x');
            }
        });

        let other = import(Some(&files), &reworded);
        assert_ne!(other, files, "{code}");
        assert!(
            import(Some(&other), &sheet) == files,
            "{code}: a file differs"
        );

        let new = import(None, &sheet);
        assert_eq!(json(&new.text), json(&files.text), "{code}");
        assert_eq!(json(&new.strings), json(&files.strings), "{code}");
    }
}

#[test]
fn a_new_language_begins_with_empty_translations_and_says_what_is_missing() {
    let sheet = small_sheet(&english(), None, None).expect("a sheet");
    assert!(sheet.missing > 100);
    let table = Table::read(sheet.csv.as_bytes()).expect("a table");
    assert!(
        table
            .rows
            .iter()
            .all(|row| table.cell(row, "translation").is_empty())
    );

    let partly = changed(&complete_sheet(), |[id, _, translation, _]| {
        if id == "events.pause.headline" {
            translation.clear();
        }
    });
    let message = small_import(&english(), None, &partly).expect_err("a text is missing");

    let row = table
        .rows
        .iter()
        .find(|row| table.cell(row, "id") == "events.pause.headline");
    let number = row.expect("the row").number;
    assert_eq!(
        message,
        format!(
            "row {number} (events.pause.headline): the translation is missing; the original is \"The court puts the closing off\""
        )
    );
    let complete = small_import(&english(), None, &complete_sheet()).expect("complete");
    assert_eq!(json(&complete.files.text)["language"], "de");
    assert_eq!(json(&complete.files.strings)["language"], "de");
}

#[test]
fn the_messages_of_the_validation_name_the_row() {
    for (id, text, problem) in [
        (
            "events.closing.sentences[0]",
            "Der [[council|Stadtrat] ließ die Stände schließen.",
            "[[ and ]] do not pair up",
        ),
        (
            "events.closing.sentences[0]",
            "Der Stadtrat ließ die Stände schließen.",
            "it marks other terms than the original",
        ),
        ("events.pause.quotes[0].from", "*", "a * has no partner"),
        (
            "offices.appeals.about",
            "Es [[prüft|]].",
            "a mark lacks its id or its words",
        ),
        ("ui.direction", "left", "\"left\" is not a direction"),
    ] {
        let sheet = changed(&complete_sheet(), |[row_id, _, translation, _]| {
            if row_id == id {
                text.clone_into(translation);
            }
        });
        let message = small_import(&english(), None, &sheet).expect_err("the text is wrong");

        let table = Table::read(sheet.as_bytes()).expect("a table");
        let row = table.rows.iter().find(|row| table.cell(row, "id") == id);
        let start = format!("row {} ({id}): ", row.expect("the row").number);
        for line in message.lines() {
            assert!(line.starts_with(&start), "{line}");
        }
        assert!(message.contains(problem), "{message}");
    }
}

#[test]
fn plural_forms_are_those_of_the_language() {
    let sheet = translations::export(["en", "ar"], &english(), None, None).expect("a sheet");

    for form in ["zero", "one", "two", "few", "many", "other"] {
        let id = format!("\nui.plurals.results.{form},");
        assert!(sheet.csv.contains(&id), "{form}");
    }
}

#[test]
fn a_changed_original_is_shown_until_the_translator_clears_it() {
    let before = english();
    let translated = small_import(&before, None, &complete_sheet())
        .expect("complete")
        .files;
    let sheet = small_sheet(&before, Some(&translated), None)
        .expect("a sheet")
        .csv;
    let mut after = before.clone();
    after.text = before
        .text
        .replace("The stalls are closed", "The stalls were closed");

    // The sheet was written before the change.
    let late = small_import(&after, Some(&translated), &sheet).expect("complete");
    assert_eq!(late.notes.len(), 1, "{:?}", late.notes);
    assert!(late.notes[0].contains(
        "(events.closing.headline): the original has changed since it was translated: it was \"The stalls are closed\", and is \"The stalls were closed\""
    ));

    // The next sheet shows both wordings.
    let next = small_sheet(&after, Some(&translated), Some(&sheet)).expect("a sheet");
    assert_eq!(next.changed, 1);
    let row = "events.closing.headline,The stalls were closed,The stalls are closed,The stalls are closed\n";
    assert!(next.csv.contains(row));

    // It stays marked until the translator clears the cell.
    let again = small_sheet(&after, Some(&translated), Some(&next.csv)).expect("a sheet");
    assert_eq!(again.csv, next.csv);
    let cleared = changed(&next.csv, |[id, _, translation, former]| {
        if id == "events.closing.headline" {
            "Die Stände wurden geschlossen".clone_into(translation);
            former.clear();
        }
    });
    let imported = small_import(&after, Some(&translated), &cleared).expect("complete");
    assert_eq!(imported.notes, [""; 0]);
    assert_eq!(imported.changed, ["events.closing.headline"]);
    let last = small_sheet(&after, Some(&imported.files), Some(&cleared)).expect("a sheet");
    assert_eq!(last.changed, 0);
}

#[test]
fn a_translation_moves_with_its_sentence() {
    let before = english();
    let german = changed(&complete_sheet(), |[id, _, translation, _]| {
        if id == "summary[0]" {
            "Eine Stadt wollte ihren Markt schließen.".clone_into(translation);
        }
    });
    let translated = small_import(&before, None, &german)
        .expect("complete")
        .files;
    let sheet = small_sheet(&before, Some(&translated), None)
        .expect("a sheet")
        .csv;
    let mut after = before.clone();
    let first = r#"{"text": "A town wanted to close its market.", "sources": ["order"]}"#;
    let new = r#"{"text": "It began in 2020.", "sources": ["order"]}"#;
    assert!(before.text.contains(first));
    let summary = before.text.find("\"summary\"").expect("a summary");
    let (above, below) = before.text.split_at(summary);
    after.text = above.to_owned() + &below.replacen(first, &format!("{new},\n    {first}"), 1);

    let message = small_import(&after, None, &sheet).expect_err("a translation is missing");
    assert_eq!(
        message,
        "no row for summary[0]: the translation is missing; the original is \"It began in 2020.\""
    );
    let complete = format!("{sheet}summary[0],It began in 2020.,Es begann 2020.,\n");
    let sheet = changed(&complete, |[id, original, ..]| {
        // The row as an export of the new text writes it.
        if id == "summary[0]" && original != "It began in 2020." {
            "summary[1]".clone_into(id);
        } else if id == "summary[1]" {
            "summary[2]".clone_into(id);
        }
    });
    let imported = small_import(&after, Some(&translated), &sheet).expect("complete");
    let text = json(&imported.files.text);
    assert_eq!(text["summary"][0]["text"], "Es begann 2020.");
    assert_eq!(
        text["summary"][1]["text"],
        "Eine Stadt wollte ihren Markt schließen."
    );
}

#[test]
fn translations_that_were_not_imported_are_not_overwritten() {
    let original = english();
    let translated = small_import(&original, None, &complete_sheet())
        .expect("complete")
        .files;
    let sheet = small_sheet(&original, Some(&translated), None)
        .expect("a sheet")
        .csv;
    let edited = changed(&sheet, |[id, _, translation, _]| {
        if id == "title" {
            "Der Fall des Marktes".clone_into(translation);
        }
    });

    let message = small_sheet(&original, Some(&translated), Some(&edited)).expect_err("refused");
    assert!(message.ends_with("\nrow 2 (title)"), "{message}");

    // A language that has no files yet keeps the work of its sheet.
    let exported = small_sheet(&original, None, Some(&edited)).expect("a sheet");
    assert_eq!(exported.csv, edited);
}

#[test]
fn sheets_of_other_spreadsheets_are_read() {
    let sheet = complete_sheet();
    let with_semicolons = {
        let table = Table::read(sheet.as_bytes()).expect("a table");
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let rows = table.rows.iter().map(|row| {
            let cells = COLUMNS.map(|column| quoted(table.cell(row, column)));
            cells.join(";")
        });
        let header = COLUMNS.join(";");
        std::iter::once(header)
            .chain(rows)
            .collect::<Vec<_>>()
            .join("\r\n")
    };
    assert_eq!(
        small_import(&english(), None, &with_semicolons),
        small_import(&english(), None, &sheet)
    );

    let without = sheet.replacen("translation,", "Übersetzung,", 1);
    let message = small_import(&english(), None, &without).expect_err("a column is missing");
    assert!(message.starts_with("the first row has no column \"translation\""));
    let twice = format!("{sheet}title,The market case,Der Marktfall,\n");
    let message = small_import(&english(), None, &twice).expect_err("a row is there twice");
    assert!(
        message.contains("is for title, too; keep one of the two"),
        "{message}"
    );
}

#[test]
fn cells_that_look_like_formulas_come_back() {
    let rows = [["=1+1", "-5 °C", "'quoted'", "@home"].map(str::to_owned)];
    let csv = spreadsheet::write(&COLUMNS, &rows).expect("memory is writable");
    assert!(csv.contains("'=1+1,'-5 °C,'quoted','@home"), "{csv}");

    let table = Table::read(csv.as_bytes()).expect("a table");
    assert_eq!(
        COLUMNS.map(|column| table.cell(&table.rows[0], column)),
        rows[0]
    );
}
