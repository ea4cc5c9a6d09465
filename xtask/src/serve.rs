//! Serves `dist/` on this machine as a good host would: the production headers, the right types,
//! compressed. [`start`] is also what the browser tests run against.

use std::collections::HashMap;
use std::fs;
use std::io::{Cursor, Read};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use tiny_http::{Header, Method, Request, Response, Server};

use crate::build::{dist, is_made_from, release};
use crate::headers::{HEADERS, cache, is_text, mime};
use crate::{root, tools, value_of};

const FIRST_PORT: u16 = 8080;

/// While pages are being changed nothing is kept.
static IS_WATCHING: AtomicBool = AtomicBool::new(false);

/// `cargo xtask serve`.
///
/// # Errors
/// The build failed, or no port is free.
pub(crate) fn serve(arguments: &[String]) -> Result<(), String> {
    let site = value_of("--site", arguments);
    let port = match value_of("--port", arguments) {
        Some(port) => port
            .parse()
            .map_err(|_| format!("--port {port}: not a port"))?,
        None => FIRST_PORT,
    };
    tools::for_building()?;
    release(site)?;
    let address = start(dist(), port)?;
    println!("\nReady: http://{address}/   (Ctrl-C ends it)");
    let is_watching = arguments.iter().any(|argument| argument == "--watch");
    IS_WATCHING.store(is_watching, Ordering::Relaxed);
    let mut seen = newest();
    loop {
        thread::sleep(Duration::from_millis(500));
        if is_watching && newest() != seen {
            seen = newest();
            match release(site) {
                Ok(()) => println!("   reload http://{address}/"),
                Err(trouble) => eprintln!("   {trouble}\n   the last good pages are still served"),
            }
        }
    }
}

/// Starts a server for a folder on loopback and returns its address. It ends with the process.
///
/// # Errors
/// None of ten ports from `port` on is free.
pub(crate) fn start(folder: PathBuf, port: u16) -> Result<SocketAddr, String> {
    let open = |port| Server::http(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)).ok();
    let server = (port..port.saturating_add(10))
        .find_map(open)
        .ok_or_else(|| format!("no free port from {port} on"))?;
    let address = server
        .server_addr()
        .to_ip()
        .ok_or("the server has no address")?;
    let server = Arc::new(server);
    let packed = Arc::new(Mutex::new(HashMap::new()));
    for _ in 0..4 {
        let (server, packed, folder) = (server.clone(), packed.clone(), folder.clone());
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A reader who goes away in the middle is no trouble of ours.
                let _ = answer(request, &folder, &packed);
            }
        });
    }
    Ok(address)
}

/// Compressed files, each for the time it was last changed.
type Packed = Mutex<HashMap<PathBuf, (SystemTime, Arc<Vec<u8>>)>>;

fn answer(request: Request, folder: &Path, packed: &Packed) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let Some(path) = file(folder, request.url()) else {
        return request.respond(Response::from_string("Not found\n").with_status_code(404));
    };
    let wants_brotli = request.headers().iter().any(|header| {
        header.field.equiv("Accept-Encoding") && header.value.as_str().contains("br")
    });
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let is_packed = wants_brotli && is_text(&name);
    let tag = tag(&path, is_packed)?;
    let is_known = request
        .headers()
        .iter()
        .any(|header| header.field.equiv("If-None-Match") && header.value.as_str().contains(&tag));
    let bytes = if is_packed {
        pack(&path, packed)?
    } else {
        Arc::new(fs::read(&path)?)
    };
    let (status, bytes) = if is_known {
        (304, Arc::default())
    } else {
        (200, bytes)
    };
    let length = bytes.len();
    let mut response = Response::new(
        status.into(),
        Vec::new(),
        Cursor::new(bytes.to_vec()),
        Some(length),
        None,
    );
    let cache = if IS_WATCHING.load(Ordering::Relaxed) {
        "no-cache"
    } else {
        cache(&name)
    };
    let own = [
        ("Content-Type", mime(&name)),
        ("Cache-Control", cache),
        ("ETag", tag.as_str()),
        ("Vary", "Accept-Encoding"),
    ];
    let encoding = is_packed.then_some(("Content-Encoding", "br"));
    for (field, value) in HEADERS.into_iter().chain(own).chain(encoding) {
        if let Ok(header) = Header::from_bytes(field, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

/// Changes whenever the file does, and differs for its compressed form.
fn tag(path: &Path, is_packed: bool) -> std::io::Result<String> {
    let about = fs::metadata(path)?;
    let since = about.modified()?.duration_since(SystemTime::UNIX_EPOCH);
    let changed = since.map_or(0, |since| since.as_nanos());
    let form = if is_packed { "br" } else { "" };
    Ok(format!("\"{changed:x}-{:x}{form}\"", about.len()))
}

/// The file an address names, inside the folder.
fn file(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_start_matches('/');
    let is_plain = path
        .split('/')
        .all(|part| !part.starts_with('.') && !part.contains(['\\', '%', ':']));
    let path = folder.join(if path.is_empty() { "index.html" } else { path });
    (is_plain && path.is_file()).then_some(path)
}

fn pack(path: &Path, packed: &Packed) -> std::io::Result<Arc<Vec<u8>>> {
    let changed = fs::metadata(path)?.modified()?;
    let kept = packed.lock().ok().and_then(|kept| kept.get(path).cloned());
    if let Some((_, bytes)) = kept.filter(|(when, _)| *when == changed) {
        return Ok(bytes);
    }
    let mut bytes = Vec::new();
    let plain = fs::read(path)?;
    brotli::CompressorReader::new(Cursor::new(plain), 1 << 16, 9, 22).read_to_end(&mut bytes)?;
    let bytes = Arc::new(bytes);
    if let Ok(mut kept) = packed.lock() {
        kept.insert(path.to_owned(), (changed, bytes.clone()));
    }
    Ok(bytes)
}

/// When what the pages are made from was last changed.
fn newest() -> Option<SystemTime> {
    fn in_folder(folder: &Path) -> Option<SystemTime> {
        let entries = fs::read_dir(folder)
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| is_made_from(path));
        let changed = |path: PathBuf| {
            if path.is_dir() {
                in_folder(&path)
            } else {
                fs::metadata(path).ok()?.modified().ok()
            }
        };
        entries.filter_map(changed).max()
    }
    in_folder(&root())
}
