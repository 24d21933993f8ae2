//! The codes of notes and errors, for programs that read results and for `--help`.

/// Codes of `notes[].code` with what each says of a ballot.
pub const NOTE_CODES: &[(&str, &str)] = &[
    ("void", "invalid: the scrutineers said so"),
    ("too_many_marks", "invalid: more names approved, write-ins included, than max_marks allows"),
    ("too_few_marks", "invalid: fewer names approved than exact_marks asks for"),
    ("write_in_without_mark", "doubtful or invalid: a write-in has no ○"),
    ("write_in_of_candidate", "doubtful or invalid: a write-in names a candidate who is printed"),
    ("write_in_needs_against", "doubtful or invalid: more approved write-ins than ×"),
];

/// Codes of `error.code` with what each says of a case.
pub const ERROR_CODES: &[(&str, &str)] = &[
    ("unreadable", "the file cannot be read"),
    ("empty", "the file holds no case"),
    ("encoding", "the text is not UTF-8"),
    ("syntax", "the text is not JSON"),
    ("missing", "a field is missing"),
    ("unknown", "a field is not known"),
    ("value", "a field has a value that it cannot have"),
    ("duplicate", "a name stands twice"),
    ("contradiction", "numbers contradict each other"),
];
