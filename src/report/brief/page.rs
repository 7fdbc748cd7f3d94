//! The brief as the page of a mail: one column, tables and inline styles, as Gmail, Outlook and Apple Mail want it.
//! Nothing is loaded but the picture that comes with the message.

use super::super::telling::{Chapter, Told, Worth};
use super::{Draft, lines_of, when};
use crate::report::words;
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, html};

const FONT: &str = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const TEXT: &str = "margin:0 0 8px 0;font-size:15px;line-height:22px;color:#22303c;";
const SMALL: &str = "margin:0 0 6px 0;font-size:12px;line-height:17px;color:#5b6670;";
const HEAD: &str = "margin:0 0 8px 0;font-size:22px;line-height:28px;color:#10281b;";
const NAME: &str = "margin:0 0 4px 0;font-size:17px;line-height:23px;color:#10281b;";
const MARK: &str = "width:28px;height:28px;border-radius:14px;text-align:center;font-size:14px;line-height:28px;font-weight:bold;border:2px solid #166a3f;";

/// Returns the page; `picture` is the content id of the map and what it says, where there is one.
pub(super) fn to_page(draft: &Draft<'_>, picture: Option<(&str, &str)>) -> String {
    let (brief, telling, days) = (draft.brief, &draft.telling, draft.days());
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light";
                title { (draft.subject()) }
            }
            body style={"margin:0;padding:0;background-color:#f3f5f7;" (FONT)} {
                table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" {
                    tr { td align="center" style="padding:16px 8px;" {
                        table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"
                            style="width:100%;max-width:600px;background-color:#ffffff;" {
                            tr { td style={"padding:20px 24px 4px 24px;" (FONT)} {
                                h1 style=(HEAD) { (draft.answer) }
                                @for line in &telling.weather {
                                    p style=(TEXT) { (line) }
                                }
                            } }
                            @if let Some((cid, says)) = picture {
                                tr { td align="center" style="padding:4px 24px;" {
                                    img src={"cid:" (cid)} alt=(says) width="480" height="480"
                                        style="display:block;width:100%;max-width:480px;height:auto;border:0;";
                                } }
                            }
                            @for chapter in &telling.chapters { (one_list(chapter, days)) }
                            @if !brief.changes.is_empty() {
                                tr { td style={"padding:8px 24px;" (FONT)} {
                                    p style=(TEXT) { strong { "Since the last brief: " } (brief.changes.join(" ")) }
                                } }
                            }
                            tr { td style={"padding:8px 24px 20px 24px;border-top:1px solid #d7dde3;" (FONT)} {
                                p style=(SMALL) { (telling.title) "." }
                                p style=(SMALL) { (telling.credits_in_short) }
                            } }
                        }
                    } }
                }
            }
        }
    };
    page.into_string()
}

fn one_list(chapter: &Chapter<'_>, days: &[Date]) -> Markup {
    html! {
        @if let Some(title) = &chapter.title {
            tr { td style={"padding:12px 24px 0 24px;" (FONT)} { h2 style=(NAME) { (title) } } }
        }
        @for told in &chapter.places { (place(told, days)) }
        @for line in &chapter.below {
            tr { td style={"padding:8px 24px;" (FONT)} { p style=(TEXT) { strong { (line) } } } }
        }
    }
}

fn place(told: &Told<'_>, days: &[Date]) -> Markup {
    let colours = match told.worth {
        Worth::Good => "background-color:#166a3f;color:#ffffff;",
        Worth::Fair => "background-color:#cfe6d8;color:#10281b;",
        Worth::Poor => "background-color:#ffffff;color:#10281b;",
    };
    html! {
        tr { td style="padding:10px 24px;" {
            table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" { tr {
                td width="44" valign="top" style={"width:44px;" (FONT)} {
                    div style={(MARK) (colours)} { (told.rank) }
                }
                td valign="top" style=(FONT) {
                    h3 style=(NAME) {
                        @match &told.link {
                            Some(link) => a href=(link) style="color:#14509b;" { (told.name) },
                            None => (told.name),
                        }
                        span style="font-weight:normal;font-size:14px;color:#5b6670;" { " score " (told.score) ", " (told.worth.as_str()) }
                    }
                    p style=(TEXT) { (words::capitalised(&when(told, days))) "." }
                    @for line in lines_of(told, days) { p style=(TEXT) { (words::capitalised(&line)) } }
                }
            } }
        } }
    }
}
