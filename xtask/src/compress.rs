//! Writes a brotli and a gzip copy beside each file, for hosts that send what lies there (nginx, Apache, Caddy).
//! The copies say neither when nor where they were made: one commit gives the same bytes everywhere.

use std::fs;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::headers::is_compressible;

/// Smaller ones fit into one packet either way.
const SMALLEST: usize = 1400;

/// How a file can be sent: what HTTP calls it, and the ending of its copy.
pub(crate) const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Writes the copies of every file of a folder, as small as they get, and none that saves nothing.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn compress(folder: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    // The large ones last in the list are taken first, so that no core waits for one of them at the end.
    files.sort();
    let files: Vec<_> = files.into_iter().map(|(_, path)| path).collect();
    let left = Mutex::new(files);
    let trouble = Mutex::new(None);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let next = || left.lock().ok().and_then(|mut left| left.pop());
                while let Some(path) = next() {
                    if let (Err(error), Ok(mut trouble)) = (copies(&path), trouble.lock()) {
                        *trouble = Some(format!("{}: {error}", path.display()));
                    }
                }
            });
        }
    });
    trouble.into_inner().ok().flatten().map_or(Ok(()), Err)
}

/// Whether it is a copy of another file.
pub(crate) fn is_copy(name: &str) -> bool {
    CODINGS.iter().any(|(_, ending)| name.ends_with(ending))
}

/// Every file that compression makes smaller, with its size.
fn collect(folder: &Path, files: &mut Vec<(u64, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            collect(&entry.path(), files)?;
        } else if is_compressible(&name) && !is_copy(&name) {
            files.push((entry.metadata()?.len(), entry.path()));
        }
    }
    Ok(())
}

fn copies(path: &Path) -> io::Result<()> {
    let plain = fs::read(path)?;
    for (coding, ending) in CODINGS {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let packed = pack(coding, &plain)?;
        if plain.len() >= SMALLEST && packed.len() < plain.len() {
            fs::write(name, packed)?;
        } else if Path::new(&name).exists() {
            // Of the file as it was before.
            fs::remove_file(name)?;
        }
    }
    Ok(())
}

fn pack(coding: &str, plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    if coding == "br" {
        brotli::CompressorReader::new(Cursor::new(plain), 1 << 16, 11, 22)
            .read_to_end(&mut packed)?;
    } else {
        // Without a name and a time in its head.
        let mut writer = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::best());
        writer.write_all(plain)?;
        writer.finish()?;
    }
    Ok(packed)
}

/// What was packed.
///
/// # Errors
/// It is damaged, or was packed in a way that is not known here.
pub(crate) fn unpack(coding: &str, packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    match coding {
        "br" => brotli::Decompressor::new(packed, 1 << 16).read_to_end(&mut plain)?,
        "gzip" => flate2::read::MultiGzDecoder::new(packed).read_to_end(&mut plain)?,
        _ => return Err(io::Error::other(format!("unknown coding {coding}"))),
    };
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_hold_what_the_file_holds_and_follow_it() {
        let folder =
            std::env::temp_dir().join(format!("case-timeline-copies-{}", std::process::id()));
        fs::create_dir_all(folder.join("data")).expect("a folder");
        let write =
            |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("written");
        let names = || {
            let mut names: Vec<_> = fs::read_dir(&folder)
                .expect("the folder")
                .flatten()
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        };
        let text = "A sentence that comes again. ".repeat(100);
        write("page.html", text.as_bytes());
        write("data/case.json", text.as_bytes());
        write("short.txt", b"short");
        write("picture.png", text.as_bytes());
        // Every byte once, in a wild order: nothing repeats, so nothing gets smaller.
        let noise: Vec<u8> = (0..4096_u32)
            .map(|place| (place.wrapping_mul(2_654_435_761).wrapping_pow(3) >> 13) as u8)
            .collect();
        write("noise.wasm", &noise);

        compress(&folder).expect("compressed");
        let first = names();
        for (coding, ending) in CODINGS {
            for name in ["page.html", "data/case.json"] {
                let packed = fs::read(folder.join(format!("{name}{ending}"))).expect("a copy");
                assert!(packed.len() < text.len() / 10, "{name}{ending}");
                assert_eq!(unpack(coding, &packed).expect("sound"), text.as_bytes());
            }
        }
        let gzip = fs::read(folder.join("page.html.gz")).expect("a copy");
        write("page.html", b"shorter now");
        compress(&folder).expect("compressed again");
        let second = names();
        let _ = fs::remove_dir_all(&folder);

        assert_eq!(gzip[3..8], [0; 5], "a gzip copy says when it was made");
        let unpacked = [
            "data",
            "noise.wasm",
            "page.html",
            "picture.png",
            "short.txt",
        ];
        assert_eq!(second, unpacked, "a copy of what is no longer there");
        let packed: Vec<_> = first.iter().filter(|name| is_copy(name)).collect();
        assert_eq!(packed, ["page.html.br", "page.html.gz"]);
        assert!(unpack("zstd", b"").is_err());
    }
}
