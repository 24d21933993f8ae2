//! The room `agenda`: what a meeting does, item by item.
pub mod action;
