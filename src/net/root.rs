//! The addresses of a service: a path below the root that the config names.
//! A root may hold a key by mistake, which is not for error messages.

use super::service_text;
use reqwest::Url;

/// Returns the address of `path` below the root `base`, such as `http://127.0.0.1:8080`.
///
/// # Errors
/// When `base` is no http(s) address without a name, query or fragment: what of it may be shown.
pub fn below_root(base: &str, path: &str) -> Result<Url, String> {
    // What follows a question mark or stands before an "@" may be a key.
    let refuse = || {
        let shown = base.split(['?', '#']).next().unwrap_or_default();
        let shown = shown.rsplit('@').next().unwrap_or_default();
        service_text(shown.as_bytes())
    };
    let mut url = Url::parse(base.trim()).map_err(|_| refuse())?;
    let is_root = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() || !is_root {
        return Err(refuse());
    }
    let path = format!("{}/{path}", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_host("https://a.example", Ok("https://a.example/v1/x%20y"))]
    #[case::a_path_of_its_own("http://127.0.0.1:80/b/", Ok("http://127.0.0.1/b/v1/x%20y"))]
    #[case::a_key("https://a.example?apikey=secret", Err("https://a.example"))]
    #[case::a_password("https://me:secret@a.example", Err("a.example"))]
    #[case::a_file("file:///etc", Err("file:///etc"))]
    #[case::nothing("", Err(""))]
    fn a_path_is_added_and_no_key_is_shown(
        #[case] base: &str,
        #[case] expected: Result<&str, &str>,
    ) {
        let url = below_root(base, "v1/x y");
        let told = url.as_ref().map(Url::as_str).map_err(String::as_str);
        assert_eq!(told, expected);
    }
}
