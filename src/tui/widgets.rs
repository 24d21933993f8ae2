//! Small things that screens are made of.
pub mod line_input;
pub mod meter;
pub mod strokes;
