//! Writes a brotli and a gzip form beside each file, for servers that send precompressed files (nginx, Apache, Caddy).
//! They contain neither a time nor a file name, so that builds are reproducible.

use std::fs;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::headers::is_compressible;

/// The length in bytes from which a file is compressed. Smaller files fit into one packet either way.
pub(crate) const MIN_LENGTH: usize = 1400;

/// The content codings: the name in HTTP, and the suffix of precompressed files.
pub(crate) const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Writes the precompressed forms of every file of a folder, except where they would save nothing.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn compress(folder: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    // The largest file is taken first, so that no core waits for another one at the end.
    files.sort();
    let files: Vec<_> = files.into_iter().map(|(_, path)| path).collect();
    let queue = Mutex::new(files);
    let failure = Mutex::new(None);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let next = || queue.lock().ok().and_then(|mut queue| queue.pop());
                while let Some(path) = next() {
                    if let (Err(error), Ok(mut failure)) = (compress_file(&path), failure.lock()) {
                        *failure = Some(format!("{}: {error}", path.display()));
                    }
                }
            });
        }
    });
    failure.into_inner().ok().flatten().map_or(Ok(()), Err)
}

/// Whether it is the precompressed form of another file.
fn is_precompressed(name: &str) -> bool {
    CODINGS.iter().any(|(_, suffix)| name.ends_with(suffix))
}

/// Adds every file of a folder that compression makes smaller, with its length.
fn collect(folder: &Path, files: &mut Vec<(u64, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            collect(&entry.path(), files)?;
        } else if is_compressible(&name) && !is_precompressed(&name) {
            files.push((entry.metadata()?.len(), entry.path()));
        }
    }
    Ok(())
}

fn compress_file(path: &Path) -> io::Result<()> {
    let plain = fs::read(path)?;
    for (coding, suffix) in CODINGS {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let compressed = encode(coding, &plain)?;
        if plain.len() >= MIN_LENGTH && compressed.len() < plain.len() {
            fs::write(name, compressed)?;
        } else if Path::new(&name).exists() {
            // It compresses an earlier version of the file.
            fs::remove_file(name)?;
        }
    }
    Ok(())
}

fn encode(coding: &str, plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    if coding == "br" {
        brotli::CompressorReader::new(Cursor::new(plain), 1 << 16, 11, 22)
            .read_to_end(&mut compressed)?;
    } else {
        // This encoder writes no file name and no time into the header.
        let mut writer =
            flate2::write::GzEncoder::new(&mut compressed, flate2::Compression::best());
        writer.write_all(plain)?;
        writer.finish()?;
    }
    Ok(compressed)
}

/// Decompresses the body of a response with this content coding.
///
/// # Errors
/// The data is damaged, or the coding is not one of [`CODINGS`].
pub(crate) fn decompress(coding: &str, compressed: &[u8]) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    match coding {
        "br" => brotli::Decompressor::new(compressed, 1 << 16).read_to_end(&mut plain)?,
        "gzip" => flate2::read::MultiGzDecoder::new(compressed).read_to_end(&mut plain)?,
        _ => return Err(io::Error::other(format!("unknown coding {coding}"))),
    };
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temp_folder::TempFolder;

    /// Text that compression makes smaller.
    fn text() -> String {
        "A repeated sentence. ".repeat(100)
    }

    #[test]
    fn precompressed_files_hold_the_content_of_their_file() {
        let folder = TempFolder::new();
        folder.write("page.html", text());
        folder.write("data/case.json", text());

        compress(folder.path()).expect("the folder is writable");

        for (coding, suffix) in CODINGS {
            for name in ["page.html", "data/case.json"] {
                let compressed = folder.read(&format!("{name}{suffix}"));
                let plain = decompress(coding, &compressed).expect("it is complete");
                assert!(compressed.len() < plain.len() / 10, "{name}{suffix}");
                assert_eq!(plain, text().as_bytes());
            }
        }
    }

    #[test]
    fn files_that_would_not_get_smaller_are_left_out() {
        let folder = TempFolder::new();
        folder.write("short.txt", "short");
        folder.write("picture.png", text());
        // Pseudorandom bytes cannot be compressed.
        let noise: Vec<u8> = (0..4096_u32)
            .map(|index| (index.wrapping_mul(2_654_435_761).wrapping_pow(3) >> 13) as u8)
            .collect();
        folder.write("noise.wasm", noise);

        compress(folder.path()).expect("the folder is writable");

        assert_eq!(folder.names(), ["noise.wasm", "picture.png", "short.txt"]);
    }

    #[test]
    fn the_precompressed_forms_of_an_earlier_version_are_removed() {
        let folder = TempFolder::new();
        folder.write("page.html", text());
        compress(folder.path()).expect("the folder is writable");
        assert_eq!(
            folder.names(),
            ["page.html", "page.html.br", "page.html.gz"]
        );

        folder.write("page.html", "short");
        compress(folder.path()).expect("the folder is writable");

        assert_eq!(folder.names(), ["page.html"]);
    }

    #[test]
    fn gzip_files_contain_no_file_name_and_no_time() {
        let compressed = encode("gzip", text().as_bytes()).expect("memory is enough");

        // RFC 1952: flags, then four bytes of time.
        assert_eq!(compressed[3..8], [0; 5]);
    }

    #[test]
    fn unknown_codings_and_damaged_data_are_errors() {
        assert!(decompress("zstd", b"").is_err());
        assert!(decompress("gzip", b"damaged").is_err());
    }
}
