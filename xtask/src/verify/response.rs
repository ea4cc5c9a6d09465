//! Fetches files with `curl`: it uses the certificates and proxies of the system, knows every version of HTTP, and adds
//! nothing to the compile time of this tool.

use std::process::{Command, Stdio};

/// A response, or the error if there was none.
#[derive(Clone, Debug, Default)]
pub(super) struct Response {
    /// 0 if there was no response.
    pub(super) status: u16,
    /// Names in lower case, in the order in which they were sent.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// The error message of `curl` if there was no response.
    pub(super) error: String,
}

/// Makes sure that `curl` is installed.
///
/// # Errors
/// It is not.
pub(super) fn require_curl() -> Result<(), String> {
    let found = Command::new("curl")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    match found {
        Ok(status) if status.success() => Ok(()),
        _ => Err("verify needs curl (Debian: package curl)".to_owned()),
    }
}

impl Response {
    /// Fetches an address, uncompressed unless the headers request a coding.
    pub(super) fn fetch(address: &str, headers: &[&str]) -> Self {
        let mut curl = Command::new("curl");
        // The opaque origin of a sandboxed frame. Redirects are reported, not followed.
        curl.args([
            "-q",
            "-sS",
            "-i",
            "--globoff",
            "--max-time",
            "30",
            "--proto",
            "=http,https",
            "-H",
            "Origin: null",
        ]);
        for header in headers {
            curl.args(["-H", header]);
        }
        match curl.args(["--url", address]).stdin(Stdio::null()).output() {
            Ok(output) if output.status.success() => Self::parse(&output.stdout),
            Ok(output) => Self {
                error: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
                ..Self::default()
            },
            Err(error) => Self {
                error: error.to_string(),
                ..Self::default()
            },
        }
    }

    fn parse(bytes: &[u8]) -> Self {
        let mut remainder = bytes;
        loop {
            let Some(end) = remainder
                .windows(4)
                .position(|window| window == b"\r\n\r\n")
            else {
                return Self {
                    error: "the response has no header section".to_owned(),
                    ..Self::default()
                };
            };
            let head = String::from_utf8_lossy(&remainder[..end]).into_owned();
            remainder = &remainder[end + 4..];
            let mut lines = head.lines();
            let status = lines
                .next()
                .and_then(|line| line.split(' ').nth(1)?.parse().ok())
                .unwrap_or(0);
            // An informational response, such as 103 Early Hints, or that of a proxy: the final response follows.
            if (100..200).contains(&status)
                || head.starts_with("HTTP/1.1 200 Connection established")
            {
                continue;
            }
            let headers = lines.filter_map(|line| {
                let (name, value) = line.split_once(':')?;
                Some((name.to_ascii_lowercase(), value.trim().to_owned()))
            });
            return Self {
                status,
                headers: headers.collect(),
                body: remainder.to_vec(),
                error: String::new(),
            };
        }
    }

    /// The value of a header. Several values are joined, as browsers do.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<_> = self
            .headers
            .iter()
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The body as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether it is an HTML page.
    pub(super) fn is_page(&self) -> bool {
        self.status == 200
            && self
                .text()
                .trim_start()
                .to_ascii_lowercase()
                .starts_with("<!doctype html")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn informational_responses_are_skipped() {
        let response = Response::parse(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/2 200 \r\nX-One: a\r\nx-one: b\r\n\r\nbody\r\n\r\n");

        assert_eq!(response.status, 200);
        assert_eq!(response.header("X-ONE").as_deref(), Some("a, b"));
        assert_eq!(response.header("link"), None);
        assert_eq!(response.body, b"body\r\n\r\n");
    }
}
