//! Names written in, typed as one line: where a paper is described in a form and does not lie on the table.

use super::electable;
use crate::agenda::round::RoundState;
use crate::agenda::text::checked;
use crate::agenda::{Here, Rejection};
use crate::domain::{MemberId, Name, Paper, WriteIn, WriteInMark};

/// Reads such a line: names apart by `、` or a comma; `-` behind a name means that nothing stands beside it, `x` that × does.
///
/// # Errors
/// [`Rejection::TextRefused`] or [`Rejection::TextMissing`] for what is no name.
pub(crate) fn read_line(line: &str) -> Result<Vec<WriteIn>, Rejection> {
    let parts = line.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(read_one).collect()
}

fn read_one(part: &str) -> Result<WriteIn, Rejection> {
    let none = part.strip_suffix(['-', '－', '—']).map(|name| (name, WriteInMark::None));
    let against = part.strip_suffix(['x', 'X', '×']).map(|name| (name, WriteInMark::Against));
    let (name, mark) = none.or(against).unwrap_or((part, WriteInMark::Approve));
    let name = Name::new(&checked(name)?).map_err(|_| Rejection::TextMissing)?;
    Ok(WriteIn { name, member: None, mark })
}

/// The same line of what stands on a paper.
pub(crate) fn line(write_ins: &[WriteIn]) -> String {
    let one = |write_in: &WriteIn| match write_in.mark {
        WriteInMark::Approve => write_in.name.to_string(),
        WriteInMark::Against => format!("{}x", write_in.name),
        WriteInMark::None => format!("{}-", write_in.name),
    };
    write_ins.iter().map(one).collect::<Vec<_>>().join("、")
}

/// The one of these people who is called so, if there is one and nobody of that name is printed.
///
/// # Errors
/// [`Rejection::SeveralSoNamed`] where the name may be either of two people's.
pub fn person(
    people: &[(MemberId, Name)],
    printed: bool,
    name: &Name,
) -> Result<Option<MemberId>, Rejection> {
    let mut same = people.iter().filter(|(_, other)| other == name).map(|(member, _)| *member);
    match (same.next(), same.next()) {
        (Some(_), other) if printed || other.is_some() => {
            Err(Rejection::SeveralSoNamed { name: name.to_string() })
        }
        (member, _) => Ok(member),
    }
}

/// The paper with every name that can only be one person's who may be elected read as that person. A name that may be
/// either of two people's stays a name, so that the scrutineers decide who is meant.
pub(crate) fn meant(here: Here<'_>, round: &RoundState, mut paper: Paper) -> Paper {
    let people = electable(here, round);
    for write_in in paper.write_ins.iter_mut().filter(|write_in| write_in.member.is_none()) {
        let printed = round.slate().prints(None, &write_in.name);
        write_in.member = person(&people, printed, &write_in.name).unwrap_or_default();
    }
    paper
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_what_stands_beside_them() {
        let read = read_line(" 周立、吴敏-，赵一×; ").unwrap();
        let told: Vec<(&str, WriteInMark)> = read.iter().map(|w| (w.name.as_str(), w.mark)).collect();
        let expected =
            [("周立", WriteInMark::Approve), ("吴敏", WriteInMark::None), ("赵一", WriteInMark::Against)];
        assert_eq!(told, expected);
        assert_eq!(read_line(&line(&read)).unwrap(), read);
        assert_eq!(read_line(""), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        assert_eq!(read_line("周\u{202e}立"), Err(Rejection::TextRefused { code: 0x202e }));
        assert_eq!(read_line("-"), Err(Rejection::TextMissing));
    }
}
