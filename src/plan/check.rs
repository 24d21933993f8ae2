//! What is wrong or unusual in a plan that can be read.

use super::problem::problems;

problems! {
    /// What is wrong or unusual.
    pub enum CheckProblem {
        /// No approval yet.
        NoApproval {} Warning "no-approval" {
            what { zh: "还没有上级党组织的批复", en: "the higher body's approval is not in the plan yet" }
            mend { zh: "收到批复后补上 approval = {{ reference = \"文号\", date = 日期 }}", en: "add approval = {{ reference = \"…\", date = … }} when it has come" }
        }
    }
}
