//! Serves `dist/` on this machine as a good host would: the production headers, the right types,
//! compressed. [`start`] is also what the browser tests run against.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs;
use std::io::{Cursor, Read};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::runtime::Runtime;

use crate::arguments::{Arguments, Usage, option, switch};
use crate::build::{Purpose, SITE_OPTION, dist, is_made_from, pages, site};
use crate::headers::{HEADERS, cache_control, is_compressible, media_type};
use crate::{Failure, root, tools};

const FIRST_PORT: u16 = 8080;

/// While pages are being changed nothing is kept.
static IS_WATCHING: AtomicBool = AtomicBool::new(false);

pub(crate) const USAGE: Usage = Usage {
    command: "serve",
    about: "build the pages and serve them on this machine",
    required: &[],
    optional: &[],
    options: &[
        option(
            "--port",
            "N",
            "the port to serve on (8080, or the next that is free)",
        ),
        switch("--watch", "rebuild whenever a file changes"),
        switch(
            "--no-build",
            "serve dist/ as it is, such as a release folder",
        ),
        SITE_OPTION,
    ],
};

/// `cargo xtask serve`.
///
/// # Errors
/// The build failed, or no port is free.
pub(crate) fn serve(arguments: &Arguments) -> Result<(), Failure> {
    let site = site(&USAGE, arguments)?;
    let port = arguments.parsed(&USAGE, "--port", "not a port; choose 1 to 65535")?;
    // Taken now, so that nobody waits for a build that cannot be served.
    let listener = match port {
        Some(port) => open(port).ok_or_else(|| {
            let port = port.to_string();
            USAGE.value_error("--port", &port, "this port is taken; choose another")
        })?,
        None => first_free(FIRST_PORT)?,
    };
    if !arguments.has("--no-build") {
        tools::for_building(Purpose::Preview)?;
        pages(Purpose::Preview, site)?;
    }
    let address = serve_on(listener, dist())?;
    println!("\nReady: http://{address}/   (Ctrl-C ends it)");
    let is_watching = arguments.has("--watch");
    IS_WATCHING.store(is_watching, Ordering::Relaxed);
    let mut seen = newest();
    loop {
        thread::sleep(Duration::from_millis(500));
        if is_watching && newest() != seen {
            seen = newest();
            match pages(Purpose::Preview, site) {
                Ok(()) => println!("   reload http://{address}/"),
                Err(trouble) => eprintln!("   {trouble}\n   the last good pages are still served"),
            }
        }
    }
}

/// Serves a folder on loopback, on a port that the system gives, and returns the address. The server ends with the
/// process.
///
/// # Errors
/// The system gives no port.
pub(crate) fn start(folder: PathBuf) -> Result<SocketAddr, String> {
    let listener = open(0).ok_or("the system gives no port on 127.0.0.1")?;
    serve_on(listener, folder)
}

fn open(port: u16) -> Option<TcpListener> {
    TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)).ok()
}

fn first_free(port: u16) -> Result<TcpListener, String> {
    (port..port.saturating_add(10))
        .find_map(open)
        .ok_or_else(|| format!("no free port from {port} on"))
}

fn serve_on(listener: TcpListener, folder: PathBuf) -> Result<SocketAddr, String> {
    let trouble = |error: std::io::Error| error.to_string();
    let address = listener.local_addr().map_err(trouble)?;
    listener.set_nonblocking(true).map_err(trouble)?;
    let runtime = Runtime::new().map_err(trouble)?;
    thread::spawn(move || runtime.block_on(accept(listener, folder)));
    Ok(address)
}

/// Answers whoever comes, as many at once as come.
async fn accept(listener: TcpListener, folder: PathBuf) -> std::io::Result<Infallible> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (folder, packed) = (Arc::new(folder), Arc::new(Packed::default()));
    loop {
        let (stream, _) = listener.accept().await?;
        let (folder, packed) = (folder.clone(), packed.clone());
        let service = service_fn(move |request| {
            let answer = answer(&request, &folder, &packed);
            async move { answer }
        });
        tokio::spawn(async move {
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            // A reader who goes away in the middle is no trouble of ours.
            let _ = connection.await;
        });
    }
}

/// Compressed files, each for the time it was last changed.
type Packed = Mutex<HashMap<PathBuf, (SystemTime, Bytes)>>;

fn answer(
    request: &Request<Incoming>,
    folder: &Path,
    packed: &Packed,
) -> std::io::Result<Response<Full<Bytes>>> {
    let plain = |status, body: &'static str| {
        let mut response = Response::new(Full::from(body));
        *response.status_mut() = status;
        response
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(plain(StatusCode::METHOD_NOT_ALLOWED, ""));
    }
    let Some(path) = file(folder, request.uri().path()) else {
        return Ok(plain(StatusCode::NOT_FOUND, "Not found\n"));
    };
    let says = |name, what: &str| {
        let mut values = request.headers().get_all(name).into_iter();
        values.any(|value| value.to_str().is_ok_and(|value| value.contains(what)))
    };
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let is_packed = says(ACCEPT_ENCODING, "br") && is_compressible(&name);
    let tag = tag(&path, is_packed)?;
    let is_known = says(IF_NONE_MATCH, &tag);
    let bytes = if is_known {
        Bytes::new()
    } else if is_packed {
        pack(&path, packed)?
    } else {
        fs::read(&path)?.into()
    };
    let cache = if IS_WATCHING.load(Ordering::Relaxed) {
        "no-cache"
    } else {
        cache_control(&name)
    };
    let own = [
        ("Content-Type", media_type(&name)),
        ("Cache-Control", cache),
        ("ETag", tag.as_str()),
        ("Vary", "Accept-Encoding"),
    ];
    let encoding = is_packed.then_some(("Content-Encoding", "br"));
    let mut response = Response::builder().status(if is_known {
        StatusCode::NOT_MODIFIED
    } else {
        StatusCode::OK
    });
    for (field, value) in HEADERS.into_iter().chain(own).chain(encoding) {
        response = response.header(field, value);
    }
    response
        .body(Full::new(bytes))
        .map_err(std::io::Error::other)
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
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = path.trim_start_matches('/');
    let is_plain = path
        .split('/')
        .all(|part| !part.starts_with('.') && !part.contains(['\\', '%', ':']));
    let path = folder.join(if path.is_empty() { "index.html" } else { path });
    (is_plain && path.is_file()).then_some(path)
}

fn pack(path: &Path, packed: &Packed) -> std::io::Result<Bytes> {
    let changed = fs::metadata(path)?.modified()?;
    let kept = packed.lock().ok().and_then(|kept| kept.get(path).cloned());
    if let Some((_, bytes)) = kept.filter(|(when, _)| *when == changed) {
        return Ok(bytes);
    }
    let mut bytes = Vec::new();
    let plain = fs::read(path)?;
    brotli::CompressorReader::new(Cursor::new(plain), 1 << 16, 9, 22).read_to_end(&mut bytes)?;
    let bytes = Bytes::from(bytes);
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
