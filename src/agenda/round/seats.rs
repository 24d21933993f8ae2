//! Who keys which pass of a count that is keyed twice. Nobody keys both; whoever sat down by mistake is as if never seated.

use super::Passes;
use crate::domain::MemberId;

impl Passes {
    /// Somebody sits down to key the first pass.
    pub(crate) fn seat_first(&mut self, teller: MemberId) {
        self.rise();
        self.idle = seat(&mut self.first, teller);
    }

    /// Somebody sits down to key the second.
    pub(crate) fn seat_second(&mut self, teller: MemberId) {
        self.rise();
        self.idle = seat(&mut self.second, teller);
    }

    /// Whoever sat down last and has keyed nothing leaves no trace, and is free to key the other pass.
    pub(super) fn rise(&mut self) {
        let Some(idle) = self.idle.take() else { return };
        for seated in [&mut self.first, &mut self.second] {
            seated.pop_if(|last| *last == idle);
        }
    }

    /// Who has keyed in the first pass.
    pub(crate) fn keyed_first(&self) -> &[MemberId] {
        keyed(&self.first, self.idle)
    }

    /// Who has keyed in the second.
    pub(crate) fn keyed_second(&self) -> &[MemberId] {
        keyed(&self.second, self.idle)
    }
}

/// Who sat at a pass, without the one who has keyed nothing since.
fn keyed(seated: &[MemberId], idle: Option<MemberId>) -> &[MemberId] {
    match seated.split_last() {
        Some((last, before)) if Some(*last) == idle => before,
        _ => seated,
    }
}

/// Puts a teller behind those who keyed; the one who has keyed nothing yet, if it is another than before.
fn seat(seated: &mut Vec<MemberId>, teller: MemberId) -> Option<MemberId> {
    let idle = (seated.last() != Some(&teller)).then_some(teller);
    seated.extend(idle);
    idle
}
