//! Serves the release folder on this machine with the production headers and types, compressed. The browser tests run
//! against [`start`].
//!
//! A separate file server would need a configuration with the headers of `headers.rs`, and would be one more tool to
//! install.

mod watch;

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs;
use std::io::{self, Cursor, Read};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT_ENCODING, HeaderName, IF_NONE_MATCH};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::runtime::Runtime;
use watch::Watcher;

use crate::arguments::{Arguments, Usage, option, switch};
use crate::build::{Purpose, SITE_OPTION, dist, pages_into, site};
use crate::data::{DATA_OPTION, data};
use crate::headers::{HEADERS, cache_control, is_compressible, media_type};
use crate::{Failure, root, tools};

/// The interval at which `--watch` looks for changes.
const WATCH_INTERVAL: Duration = Duration::from_millis(500);

const FIRST_PORT: u16 = 8080;

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
        DATA_OPTION,
        SITE_OPTION,
    ],
};

/// `cargo xtask serve`.
///
/// # Errors
/// The build failed, or no port is free.
pub(crate) fn serve(arguments: &Arguments) -> Result<(), Failure> {
    let site = site(&USAGE, arguments)?;
    let data = data(&USAGE, arguments)?;
    if let Some(data) = data.as_ref().filter(|_| arguments.has("--no-build")) {
        let expected =
            "cannot be combined with --no-build, which serves the pages that are built already";
        return Err(USAGE
            .value_error("--data", &data.display().to_string(), expected)
            .into());
    }
    let port = arguments.parsed(&USAGE, "--port", "not a port; choose 1 to 65535")?;
    // The port is opened before the build, so that the command fails early if it is taken.
    let listener = match port {
        Some(port) => open(port).ok_or_else(|| {
            let port = port.to_string();
            USAGE.value_error("--port", &port, "this port is taken; choose another")
        })?,
        None => first_free(FIRST_PORT)?,
    };
    // The watcher starts before the build, so that changes during the build are detected.
    let mut watcher = Watcher::new(root(), data.clone());
    let pages = || pages_into(&dist(), data.as_deref(), Purpose::Preview, site);
    if !arguments.has("--no-build") {
        tools::for_building()?;
        pages()?;
    }
    let is_watching = arguments.has("--watch");
    let address = serve_on(
        listener,
        Server {
            is_cacheable: !is_watching,
            ..Server::new(dist())
        },
    )?;
    println!("\nReady: http://{address}/   (Ctrl-C ends it)");
    loop {
        thread::sleep(WATCH_INTERVAL);
        if is_watching {
            watcher.poll(|| match pages() {
                Ok(()) => println!("   reload http://{address}/"),
                Err(error) => eprintln!(
                    "   {error}\n   the pages from the last successful build are still served"
                ),
            });
        }
    }
}

/// Serves a folder on loopback, on a port that the system assigns, and returns the address. The server ends with the
/// process.
///
/// # Errors
/// The system assigns no port.
pub(crate) fn start(folder: PathBuf) -> Result<SocketAddr, String> {
    let listener = open(0).ok_or("the system assigns no port on 127.0.0.1")?;
    serve_on(listener, Server::new(folder))
}

fn open(port: u16) -> Option<TcpListener> {
    TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)).ok()
}

fn first_free(port: u16) -> Result<TcpListener, String> {
    (port..port.saturating_add(10))
        .find_map(open)
        .ok_or_else(|| format!("no free port from {port} on"))
}

fn serve_on(listener: TcpListener, server: Server) -> Result<SocketAddr, String> {
    let message = |error: io::Error| error.to_string();
    let address = listener.local_addr().map_err(message)?;
    listener.set_nonblocking(true).map_err(message)?;
    let runtime = Runtime::new().map_err(message)?;
    thread::spawn(move || runtime.block_on(accept(listener, server)));
    Ok(address)
}

/// Accepts connections without a limit on their number.
async fn accept(listener: TcpListener, server: Server) -> io::Result<Infallible> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let server = Arc::new(server);
    loop {
        let (stream, _) = listener.accept().await?;
        let server = server.clone();
        let service = service_fn(move |request| {
            let response = server.respond(&request);
            async move { response }
        });
        tokio::spawn(async move {
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            // A connection that a browser closes early is not an error.
            let _ = connection.await;
        });
    }
}

/// Serves the files of a folder.
struct Server {
    folder: PathBuf,
    /// Whether browsers may store responses. They must not during development.
    is_cacheable: bool,
    /// Compressed files, each with the time of its last change.
    compressed: Mutex<HashMap<PathBuf, (SystemTime, Bytes)>>,
}

impl Server {
    fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            is_cacheable: true,
            compressed: Mutex::default(),
        }
    }

    fn respond(&self, request: &Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok(error_response(StatusCode::METHOD_NOT_ALLOWED));
        }
        let Some(path) = file(&self.folder, request.uri().path()) else {
            return Ok(error_response(StatusCode::NOT_FOUND));
        };
        let has = |name: HeaderName, part: &str| {
            let mut values = request.headers().get_all(name).into_iter();
            values.any(|value| value.to_str().is_ok_and(|value| value.contains(part)))
        };
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let is_compressed = has(ACCEPT_ENCODING, "br") && is_compressible(&name);
        let etag = etag(&path, is_compressed)?;
        let is_unchanged = has(IF_NONE_MATCH, &etag);
        let bytes = if is_unchanged {
            Bytes::new()
        } else if is_compressed {
            self.compressed(&path)?
        } else {
            fs::read(&path)?.into()
        };
        let cache_control = if self.is_cacheable {
            cache_control(&name)
        } else {
            "no-cache"
        };
        let own = [
            ("Content-Type", media_type(&name)),
            ("Cache-Control", cache_control),
            ("ETag", etag.as_str()),
            ("Vary", "Accept-Encoding"),
        ];
        let encoding = is_compressed.then_some(("Content-Encoding", "br"));
        let mut response = Response::builder().status(if is_unchanged {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::OK
        });
        for (field, value) in HEADERS.into_iter().chain(own).chain(encoding) {
            response = response.header(field, value);
        }
        response.body(Full::new(bytes)).map_err(io::Error::other)
    }

    /// The content of a file, compressed with brotli.
    fn compressed(&self, path: &Path) -> io::Result<Bytes> {
        let modified = fs::metadata(path)?.modified()?;
        let stored = self.compressed.lock().ok();
        let stored = stored.and_then(|files| files.get(path).cloned());
        if let Some((_, bytes)) = stored.filter(|(of, _)| *of == modified) {
            return Ok(bytes);
        }
        let mut bytes = Vec::new();
        let content = Cursor::new(fs::read(path)?);
        brotli::CompressorReader::new(content, 1 << 16, 9, 22).read_to_end(&mut bytes)?;
        let bytes = Bytes::from(bytes);
        if let Ok(mut files) = self.compressed.lock() {
            files.insert(path.to_owned(), (modified, bytes.clone()));
        }
        Ok(bytes)
    }
}

fn error_response(status: StatusCode) -> Response<Full<Bytes>> {
    let reason = status.canonical_reason().unwrap_or_default();
    let mut response = Response::new(Full::from(format!("{reason}\n")));
    *response.status_mut() = status;
    response
}

/// The value of `ETag`: changes with the file, and differs for its compressed form.
fn etag(path: &Path, is_compressed: bool) -> io::Result<String> {
    let metadata = fs::metadata(path)?;
    let modified = metadata.modified()?.duration_since(SystemTime::UNIX_EPOCH);
    let modified = modified.map_or(0, |since| since.as_nanos());
    let form = if is_compressed { "br" } else { "" };
    Ok(format!("\"{modified:x}-{:x}{form}\"", metadata.len()))
}

/// The file that the path of a request names, if it is inside the folder.
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = path.trim_start_matches('/');
    let is_inside = path
        .split('/')
        .all(|part| !part.starts_with('.') && !part.contains(['\\', '%', ':']));
    let path = folder.join(if path.is_empty() { "index.html" } else { path });
    (is_inside && path.is_file()).then_some(path)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpStream;

    use super::*;
    use crate::temp_folder::TempFolder;

    /// The response to a request with these headers, from a server for the folder on a port of the system's choice.
    fn respond(folder: &TempFolder, is_cacheable: bool, request: &str) -> String {
        let listener = open(0).expect("a port is free");
        let server = Server {
            is_cacheable,
            ..Server::new(folder.path().to_owned())
        };
        let address = serve_on(listener, server).expect("the server starts");
        let mut stream = TcpStream::connect(address).expect("the server accepts");
        write!(
            stream,
            "{request}\r\nHost: test\r\nConnection: close\r\n\r\n"
        )
        .expect("the server reads");
        let mut response = String::new();
        stream
            .read_to_string(&mut response)
            .expect("the server responds");
        response
    }

    fn site() -> TempFolder {
        let folder = TempFolder::new();
        folder.write("index.html", "<!doctype html>");
        folder.write("app-0123456789abcdef.js", "run()");
        folder.write("data/case.json", "{}");
        folder
    }

    #[test]
    fn a_folder_with_spaces_in_its_path_is_served_with_the_production_headers() {
        let site = site();
        assert!(site.path().to_string_lossy().contains(' '));

        let page = respond(&site, true, "GET / HTTP/1.1");
        let script = respond(&site, true, "GET /app-0123456789abcdef.js HTTP/1.1");

        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.ends_with("\r\n\r\n<!doctype html>"), "{page}");
        let page = page.to_lowercase();
        for (name, value) in HEADERS {
            let line = format!("\r\n{name}: {value}\r\n").to_lowercase();
            assert!(page.contains(&line), "{page}");
        }
        assert!(page.contains("cache-control: no-cache\r\n"), "{page}");
        assert!(script.contains("immutable\r\n"), "{script}");
    }

    #[test]
    fn responses_are_not_stored_during_development() {
        let script = respond(&site(), false, "GET /app-0123456789abcdef.js HTTP/1.1");

        assert!(script.contains("no-cache\r\n"), "{script}");
        assert!(!script.contains("immutable"), "{script}");
    }

    #[test]
    fn missing_files_and_other_methods_are_refused() {
        let site = site();

        for (request, status) in [
            ("GET /missing.html HTTP/1.1", 404),
            ("GET /data HTTP/1.1", 404),
            ("POST / HTTP/1.1", 405),
        ] {
            let response = respond(&site, true, request);
            let expected = format!("HTTP/1.1 {status}");
            assert!(response.starts_with(&expected), "{request}: {response}");
        }
    }

    #[test]
    fn only_files_inside_the_folder_are_found() {
        let site = site();
        let folder = site.path().join("data");
        assert!(file(&folder, "/case.json").is_some());

        let absolute = site.path().join("index.html");
        for path in ["/../index.html", "/..\\index.html", "/%2e%2e/index.html"] {
            assert_eq!(file(&folder, path), None, "{path}");
        }
        assert_eq!(file(&folder, &absolute.to_string_lossy()), None);
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let site = site();
        let etag = etag(&site.path().join("index.html"), false).expect("the file is there");

        let response = respond(
            &site,
            true,
            &format!("GET / HTTP/1.1\r\nIf-None-Match: {etag}"),
        );

        assert!(response.starts_with("HTTP/1.1 304"), "{response}");
        assert!(response.ends_with("\r\n\r\n"), "{response}");
    }
}
