//! One row of cells under fixed columns, so that every row of a page lines up with every other.

use super::{Page, page_width};
use crate::report::wrap::untied;
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use std::fmt::Write;

/// A column of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Columns of the terminal, the gap included.
    pub(super) width: u16,
    /// Of these, left empty before the text.
    pub(super) gap: u16,
    /// Whether it is numbers.
    pub(super) right: bool,
}

/// Returns a column of text.
pub(super) const fn text(width: u16, gap: u16) -> Column {
    Column {
        width,
        gap,
        right: false,
    }
}

/// Returns a column of numbers.
pub(super) const fn numbers(width: u16, gap: u16) -> Column {
    Column {
        width,
        gap,
        right: true,
    }
}

/// Returns `cells` under `columns`, broken between words where they are longer, with a final newline.
pub(super) fn row(
    style: Page,
    columns: &[Column],
    cells: impl IntoIterator<Item = Cell>,
) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(page_width(style))
        .add_row(cells);
    if style.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    for (column, of) in table.column_iter_mut().zip(columns) {
        column
            .set_padding((of.gap, 0))
            .set_constraint(ColumnConstraint::Absolute(Width::Fixed(of.width)));
        if of.right {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{}", untied(line.trim_end()));
        text
    })
}
