//! The only code that writes the disk.
