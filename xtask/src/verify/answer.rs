//! Fetching, with the program `curl`: it knows every certificate, proxy and version of HTTP that the
//! machine knows, and costs this tool nothing to compile.

use std::process::{Command, Stdio};

/// What a host answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// 0 where no answer came.
    pub(super) status: u16,
    /// Names in lower case, in the order in which they came.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// What `curl` said where no answer came.
    pub(super) trouble: String,
}

/// Makes sure that there is a `curl`.
///
/// # Errors
/// There is none.
pub(super) fn curl() -> Result<(), String> {
    let found = Command::new("curl")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    match found {
        Ok(status) if status.success() => Ok(()),
        _ => Err("verify needs the program curl; on Debian: package curl".to_owned()),
    }
}

impl Answer {
    /// Fetches an address, uncompressed unless the headers ask for it.
    pub(super) fn fetch(address: &str, headers: &[&str]) -> Self {
        let mut curl = Command::new("curl");
        // A stranger's origin, as a sandboxed frame has it; redirections are told, not followed.
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
                trouble: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
                ..Self::default()
            },
            Err(error) => Self {
                trouble: error.to_string(),
                ..Self::default()
            },
        }
    }

    fn parse(bytes: &[u8]) -> Self {
        let mut rest = bytes;
        loop {
            let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") else {
                return Self {
                    trouble: "the answer has no head".to_owned(),
                    ..Self::default()
                };
            };
            let head = String::from_utf8_lossy(&rest[..end]).into_owned();
            rest = &rest[end + 4..];
            let mut lines = head.lines();
            let status = lines
                .next()
                .and_then(|line| line.split(' ').nth(1)?.parse().ok())
                .unwrap_or(0);
            // "Continue", "Early Hints", a proxy's own greeting: the answer itself follows.
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
                body: rest.to_vec(),
                trouble: String::new(),
            };
        }
    }

    /// The value of a header; several are joined, as browsers do.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<_> = self
            .headers
            .iter()
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether it is a page that was found.
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
    fn an_answer_is_read_behind_what_goes_before_it() {
        let answer = Answer::parse(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/2 200 \r\nX-One: a\r\nx-one: b\r\n\r\nbody\r\n\r\n");

        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("X-ONE").as_deref(), Some("a, b"));
        assert_eq!(answer.header("link"), None);
        assert_eq!(answer.body, b"body\r\n\r\n");
    }
}
