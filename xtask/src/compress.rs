//! Writes a brotli form beside each file, for hosts that send it as it lies there (nginx, Caddy).

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::headers::is_text;

/// Smaller ones fit into one packet either way.
const SMALLEST: usize = 1400;

/// Compresses every file of a folder as well as brotli can.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn compress(folder: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    let left = Mutex::new(files.into_iter());
    let trouble = Mutex::new(None);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let next = || left.lock().ok().and_then(|mut left| left.next());
                while let Some(path) = next() {
                    if let (Err(error), Ok(mut trouble)) = (pack(&path), trouble.lock()) {
                        *trouble = Some(format!("{}: {error}", path.display()));
                    }
                }
            });
        }
    });
    trouble.into_inner().ok().flatten().map_or(Ok(()), Err)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            collect(&path, files)?;
        } else if is_text(&name) && !name.ends_with(".br") {
            files.push(path);
        }
    }
    Ok(())
}

fn pack(path: &Path) -> std::io::Result<()> {
    let plain = fs::read(path)?;
    if plain.len() < SMALLEST {
        return Ok(());
    }
    let mut packed = Vec::new();
    brotli::CompressorReader::new(Cursor::new(plain), 1 << 16, 11, 22).read_to_end(&mut packed)?;
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    fs::write(name, packed)
}
