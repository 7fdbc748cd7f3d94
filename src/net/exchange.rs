//! One request and its answer: the runtime, the HTTP client and its rules.
//! reqwest and tokio are known here only.

use super::error::{cause, is_certificate, reason};
use super::question::{Question, Validity, header_instant, instant};
use super::retry::Hint;
use super::{ApiKey, NetError, Options, Reply};
use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Certificate, Url};
use std::fmt;
use std::time::Duration;
use thiserror::Error;

/// Time for the name, the connection and its encryption.
const CONNECT: Duration = Duration::from_secs(4);
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 3;

/// A failed request, and what it says about asking again.
pub(super) type Failure = (NetError, Hint);

/// The runtime and the client on it.
pub(super) struct Exchange {
    runtime: Option<tokio::runtime::Runtime>,
    http: reqwest::Client,
}

impl Exchange {
    /// Returns a client that trusts the public certificates and those of the options.
    pub(super) fn new(options: &Options) -> Result<Self, NetError> {
        let setup = |error: &dyn fmt::Display| NetError::Setup(error.to_string());
        // An error means that a provider is there already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut certificates = Vec::new();
        for root in webpki_root_certs::TLS_SERVER_ROOT_CERTS {
            certificates.push(Certificate::from_der(root).map_err(|e| setup(&e))?);
        }
        certificates.extend(own_certificates(options)?);
        let http = reqwest::Client::builder()
            .user_agent(concat!("kidtrip/", env!("CARGO_PKG_VERSION")))
            .tls_certs_only(certificates)
            .http1_only()
            .no_proxy()
            .gzip(true)
            .referer(false)
            .connect_timeout(CONNECT)
            .redirect(Policy::custom(follow))
            .build()
            .map_err(|e| setup(&e))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| setup(&e))?;
        Ok(Self {
            runtime: Some(runtime),
            http,
        })
    }

    /// Returns the answer to `question`, to which `key` is shown where there is one, if it comes within `left`; no failure
    /// says that it does not.
    pub(super) fn ask(
        &self,
        question: Question<'_>,
        key: Option<&ApiKey>,
        left: Duration,
        most_bytes: usize,
    ) -> Result<Reply, Option<Failure>> {
        let Some(runtime) = &self.runtime else {
            let error = NetError::Setup("it is shutting down".to_owned());
            return Err(Some((error, Hint::Never)));
        };
        let exchange = self.exchange(question, key, most_bytes);
        let answer = runtime.block_on(async { tokio::time::timeout(left, exchange).await });
        match answer {
            Ok(answer) => answer.map_err(Some),
            Err(_) => Err(None),
        }
    }

    async fn exchange(
        &self,
        question: Question<'_>,
        key: Option<&ApiKey>,
        most_bytes: usize,
    ) -> Result<Reply, Failure> {
        let url = question.url;
        let mut request = match question.form {
            None => self.http.get(url.clone()),
            Some(form) => self
                .http
                .post(url.clone())
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(form.to_owned()),
        };
        if let Some(value) = key.and_then(ApiKey::header) {
            request = request.header(ApiKey::HEADER, value);
        }
        let sent = request.headers(question.headers.to_send()).send().await;
        let mut response = sent.map_err(|error| not_sent(url, &error))?;
        let mut body = Vec::new();
        loop {
            let chunk = response.chunk().await.map_err(|error| {
                let why = cause(&error);
                (
                    NetError::BrokeOff {
                        host: host(url),
                        why,
                    },
                    Hint::Soon,
                )
            })?;
            let Some(chunk) = chunk else { break };
            if body.len() + chunk.len() > most_bytes {
                let host = host(url);
                return Err((NetError::TooLarge { host, most_bytes }, Hint::Never));
            }
            body.extend_from_slice(&chunk);
        }
        let status = response.status();
        let still_holds = status == StatusCode::NOT_MODIFIED && question.headers.since.is_some();
        if status.is_success() || still_holds {
            return Ok(Reply {
                status: status.as_u16(),
                body,
                validity: Validity::of(response.headers()),
            });
        }
        if status.is_redirection() {
            let why = "to no address that can be followed".to_owned();
            return Err((
                NetError::Redirect {
                    host: host(url),
                    why,
                },
                Hint::Never,
            ));
        }
        let retry_after = retry_after(response.headers());
        let hint = if status.is_server_error() || matches!(status.as_u16(), 408 | 429) {
            retry_after.map_or(Hint::Soon, Hint::After)
        } else {
            Hint::Never
        };
        let error = NetError::Status {
            host: host(url),
            status: status.as_u16(),
            reason: reason(status, &body),
            body,
            retry_after,
        };
        Err((error, hint))
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Exchange")
    }
}

impl Drop for Exchange {
    /// Leaves a name look-up that hangs behind: waiting for it would outlast the deadline.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Returns the host of an address for messages, with the port where it is not the usual one.
pub(crate) fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or("no host");
    match url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

/// Refuses addresses that are not https, but for this machine's own.
pub(super) fn check_scheme(url: &Url) -> Result<(), NetError> {
    if is_allowed(url) {
        return Ok(());
    }
    Err(NetError::NotHttps {
        host: host(url),
        scheme: url.scheme().to_owned(),
    })
}

fn is_allowed(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => is_loopback(url.host_str().unwrap_or_default()),
        _ => false,
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// A redirect that leads where kidtrip does not go.
#[derive(Debug, Error)]
#[error("{0}")]
struct RedirectRefused(String);

fn follow(attempt: Attempt) -> reqwest::redirect::Action {
    let to = attempt.url();
    let from = attempt.previous().first();
    let refused = if !is_allowed(to) {
        Some(format!("to {} over {}", host(to), to.scheme()))
    } else if from.is_none_or(|from| !is_same_server(from, to)) {
        Some(format!("to another host, {}", host(to)))
    } else if attempt.previous().len() > MOST_REDIRECTS {
        Some("in a circle".to_owned())
    } else {
        None
    };
    match refused {
        Some(why) => attempt.error(RedirectRefused(why)),
        None => attempt.follow(),
    }
}

/// Returns whether both addresses are of one server, which is then shown nothing that it has not been shown before.
fn is_same_server(a: &Url, b: &Url) -> bool {
    a.host_str() == b.host_str() && a.port_or_known_default() == b.port_or_known_default()
}

fn not_sent(url: &Url, error: &reqwest::Error) -> Failure {
    let host = host(url);
    if error.is_redirect() {
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            if let Some(RedirectRefused(why)) = inner.downcast_ref() {
                let why = super::service_text(why.as_bytes());
                return (NetError::Redirect { host, why }, Hint::Never);
            }
            source = inner.source();
        }
        let why = "somewhere odd".to_owned();
        return (NetError::Redirect { host, why }, Hint::Never);
    }
    if error.is_connect() && error.is_timeout() {
        let why = format!("timed out after {} s", CONNECT.as_secs());
        return (NetError::Connect { host, why }, Hint::Soon);
    }
    let why = cause(error);
    let hint = if is_certificate(&why) {
        Hint::Never
    } else {
        Hint::Soon
    };
    let failure = if error.is_connect() {
        NetError::Connect { host, why }
    } else {
        NetError::BrokeOff { host, why }
    };
    (failure, hint)
}

/// Returns how long the service asks to be left alone. A date is counted from the answer's own, so that a
/// wrong clock here does not matter, and from the clock where the answer has none.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let after = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = after.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let sent = header_instant(headers, &DATE).unwrap_or_else(Timestamp::now);
    let seconds = instant(after)?.duration_since(sent).as_secs();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

fn own_certificates(options: &Options) -> Result<Vec<Certificate>, NetError> {
    let Some(path) = &options.ca_file else {
        return Ok(Vec::new());
    };
    let refuse = |why: String| NetError::CaFile {
        path: path.clone(),
        why,
    };
    let pem = std::fs::read(path).map_err(|e| refuse(e.to_string()))?;
    let certificates = Certificate::from_pem_bundle(&pem).map_err(|e| refuse(e.to_string()))?;
    if certificates.is_empty() {
        return Err(refuse("it holds no PEM certificate".to_owned()));
    }
    Ok(certificates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::fmt::rfc2822;
    use reqwest::header::HeaderValue;
    use rstest::rstest;

    #[rstest]
    #[case::https("https://api.open-meteo.com/v1", true)]
    #[case::plain_http("http://api.open-meteo.com/v1", false)]
    #[case::this_machine("http://127.0.0.1:8080/", true)]
    #[case::this_machine_by_name("http://localhost:8080/", true)]
    #[case::this_machine_in_v6("http://[::1]:8080/", true)]
    #[case::a_name_that_only_starts_so("http://localhost.example/", false)]
    #[case::a_name_like_an_address("http://127.0.0.1.example/", false)]
    #[case::a_file("file:///etc/passwd", false)]
    fn only_https_and_this_machine_are_asked(#[case] url: &str, #[case] allowed: bool) {
        assert_eq!(check_scheme(&Url::parse(url).unwrap()).is_ok(), allowed);
    }

    #[rstest]
    #[case::seconds("120", Some(120))]
    #[case::a_date("Sat, 28 Nov 2026 12:00:07 GMT", Some(7))]
    #[case::a_date_gone_by("Sat, 28 Nov 2026 11:00:00 GMT", Some(0))]
    #[case::nonsense("soon", None)]
    #[case::negative("-1", None)]
    fn a_service_says_when_to_come_back(#[case] after: &'static str, #[case] seconds: Option<u64>) {
        let mut headers = HeaderMap::new();
        headers.insert(
            DATE,
            HeaderValue::from_static("Sat, 28 Nov 2026 12:00:00 GMT"),
        );
        headers.insert(RETRY_AFTER, HeaderValue::from_static(after));
        assert_eq!(retry_after(&headers), seconds.map(Duration::from_secs));
    }

    #[test]
    fn without_a_date_of_its_own_an_answer_is_taken_to_be_of_now() {
        let soon = Timestamp::now() + jiff::SignedDuration::from_secs(90);
        let after = rfc2822::DateTimePrinter::new().timestamp_to_string(&soon);
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_str(&after.unwrap()).unwrap());
        let wait = retry_after(&headers).unwrap();
        assert!((60..=90).contains(&wait.as_secs()), "{wait:?}");
    }

    #[rstest]
    #[case::another_path("https://a.example/v1", "https://a.example/v2", true)]
    #[case::the_usual_port_named("https://a.example/", "https://a.example:443/", true)]
    #[case::another_port("http://127.0.0.1:8080/", "http://127.0.0.1:8081/", false)]
    #[case::another_name("https://a.example/", "https://customer-a.example/", false)]
    fn a_server_is_a_host_and_a_port(#[case] a: &str, #[case] b: &str, #[case] same: bool) {
        let url = |text| Url::parse(text).unwrap();
        assert_eq!(is_same_server(&url(a), &url(b)), same);
    }

    #[test]
    fn a_missing_certificate_file_is_named() {
        let options = Options {
            ca_file: Some("no/such.pem".into()),
            ..Options::default()
        };
        let error = Exchange::new(&options).err().unwrap().to_string();
        assert!(error.contains("no/such.pem"), "{error}");
    }
}
