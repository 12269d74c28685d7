//! As much of HTTP/1.1 (RFC 9112) as a gate between two of our own processes needs: whole messages, one a connection.

use std::io::{self, Read};

/// The start line, the headers and the body of a request or an answer, as they were sent.
#[derive(Debug, Clone)]
pub struct Message {
    /// Request line or status line, without the line end.
    pub line: String,
    /// Header lines, without line ends.
    pub headers: Vec<String>,
    /// The body, its transfer coding left as it is.
    pub body: Vec<u8>,
}

impl Message {
    /// Reads a request: the body is as long as `content-length` says.
    ///
    /// # Errors
    /// The connection ended in the middle; `UnexpectedEof` before the first byte when nothing came at all.
    pub fn read_request(from: &mut impl Read) -> io::Result<Self> {
        let (line, headers, mut body) = read_head(from)?;
        let length = header_of(&headers, "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        let mut rest = vec![0; length - body.len().min(length)];
        from.read_exact(&mut rest)?;
        body.extend(rest);
        Ok(Self { line, headers, body })
    }

    /// Reads an answer that ends with its connection.
    ///
    /// # Errors
    /// The connection ended before the headers did.
    pub fn read_answer(from: &mut impl Read) -> io::Result<Self> {
        let (line, headers, mut body) = read_head(from)?;
        from.read_to_end(&mut body)?;
        Ok(Self { line, headers, body })
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        header_of(&self.headers, name)
    }

    /// Method of a request.
    pub fn method(&self) -> &str {
        self.line.split(' ').next().unwrap_or_default()
    }

    /// Path and query of a request.
    pub fn path(&self) -> &str {
        self.line.split(' ').nth(1).unwrap_or_default()
    }

    /// Status of an answer; 0 when there is none.
    pub fn status(&self) -> u16 {
        self.line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
    }

    /// The bytes to send on, with the word that the connection ends afterwards.
    pub fn last_of_connection(&self) -> Vec<u8> {
        let mut bytes = format!("{}\r\n", self.line).into_bytes();
        for header in self.headers.iter().filter(|header| !header.to_ascii_lowercase().starts_with("connection:")) {
            bytes.extend_from_slice(header.as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"connection: close\r\n\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

fn header_of<'a>(headers: &'a [String], name: &str) -> Option<&'a str> {
    headers.iter().find_map(|header| {
        let (key, value) = header.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// The head, and what of the body came with it.
fn read_head(from: &mut impl Read) -> io::Result<(String, Vec<String>, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut piece = [0; 8192];
    let end = loop {
        if let Some(end) = memchr::memmem::find(&bytes, b"\r\n\r\n") {
            break end;
        }
        match from.read(&mut piece)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => bytes.extend_from_slice(&piece[..count]),
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n").map(str::to_owned);
    let line = lines.next().unwrap_or_default();
    Ok((line, lines.collect(), bytes.split_off(end + 4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_whole_and_sent_on_with_the_end_of_the_connection() {
        let text = b"POST /a?b=1 HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\nContent-Length: 4\r\n\r\nbody";
        let request = Message::read_request(&mut text.as_slice()).unwrap();
        assert_eq!((request.method(), request.path(), request.body.as_slice()), ("POST", "/a?b=1", b"body".as_slice()));
        let on = String::from_utf8(request.last_of_connection()).unwrap();
        assert_eq!(on, "POST /a?b=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nconnection: close\r\n\r\nbody");
    }

    #[test]
    fn half_a_request_is_an_error() {
        assert!(Message::read_request(&mut b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbo".as_slice()).is_err());
        assert!(Message::read_request(&mut b"POST / HT".as_slice()).is_err());
    }
}
