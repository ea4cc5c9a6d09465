//! CSV as spreadsheets read and write it.

/// The characters by which spreadsheets recognize a formula.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Returns a table as CSV. It begins with a byte order mark, by which Excel recognizes UTF-8. No cell is interpreted as
/// a formula.
///
/// # Errors
/// Fails only if writing to memory fails.
pub fn write<Row: AsRef<[String]>>(
    header: &[&str],
    rows: impl IntoIterator<Item = Row>,
) -> Result<String, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(header)?;
    for row in rows {
        table.write_record(row.as_ref().iter().map(|text| cell(text)))?;
    }
    let bytes = table.into_inner().map_err(|error| error.into_error())?;
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

/// The text of a cell. Spreadsheets interpret a cell as a formula if it begins with one of these characters; an
/// apostrophe before it prevents this (OWASP, "CSV Injection").
fn cell(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    header: Vec<String>,
    /// The rows below the header.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of the row as spreadsheets show it; the header is row 1.
    pub number: usize,
    cells: Vec<String>,
}

impl Table {
    /// Reads a file that a spreadsheet wrote, with commas, semicolons or tabs between the cells.
    ///
    /// # Errors
    /// Returns what is wrong with the file, and what to do.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| "not in UTF-8; save it as \"CSV UTF-8\"".to_owned())?;
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count())
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows: Result<Vec<Vec<_>>, _> = reader
            .records()
            .map(|record| record.map(|record| record.iter().map(unguarded).collect()))
            .collect();
        let mut rows = rows
            .map_err(|error| format!("not CSV ({error}); save it as \"CSV UTF-8\""))?
            .into_iter();
        let header = rows
            .next()
            .ok_or("the file is empty; its first row must have the names of the columns")?;
        Ok(Self {
            header: header.iter().map(|name| name.trim().to_owned()).collect(),
            rows: rows
                .enumerate()
                .map(|(index, cells)| Row {
                    number: index + 2,
                    cells,
                })
                .collect(),
        })
    }

    /// Returns whether there is a column with this name.
    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }

    /// Returns the names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.iter().map(String::as_str)
    }

    /// Returns a cell; empty if the row or the header is too short.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let index = self.header.iter().position(|name| name == column);
        index
            .and_then(|index| row.cells.get(index))
            .map_or("", String::as_str)
    }
}

/// Removes the apostrophe that [`cell`] puts before what looks like a formula.
fn unguarded(text: &str) -> String {
    let inner = text
        .strip_prefix('\'')
        .filter(|inner| inner.starts_with(FORMULA));
    inner.unwrap_or(text).to_owned()
}
