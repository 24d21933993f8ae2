//! The texts of the journal's errors.

crate::messages! {
    /// What happened.
    pub(super) struct Happened {
        /// J01
        locked(pid: u32, host: &str, start: &str) {
            zh: "另一个程序正在记录本次会议（进程 {pid}，主机 {host}，{start} 启动）",
            en: "another program is recording this meeting (process {pid} on {host}, started {start})"
        }
        /// J01, when the note of the owner cannot be read.
        locked_by_unknown { zh: "另一个程序正在记录本次会议", en: "another program is recording this meeting" }
        /// J02
        no_lock(why: &str) { zh: "不能锁定会议文件夹（{why}）", en: "the folder of the meeting cannot be locked ({why})" }
        /// J03
        already_there(place: &str) { zh: "{place} 中已有会议记录", en: "there is a record of a meeting in {place} already" }
        /// J04
        no_journal(place: &str) { zh: "{place} 中没有会议记录", en: "there is no record of a meeting in {place}" }
        /// J05
        not_created(why: &str) { zh: "不能新建会议记录（{why}）", en: "the record of the meeting cannot be created ({why})" }
        /// J06
        not_opened(name: &str, why: &str) { zh: "不能打开 {name}（{why}）", en: "{name} cannot be opened ({why})" }
        /// J07
        not_read(why: &str) { zh: "不能读取会议记录（{why}）", en: "the record cannot be read ({why})" }
        /// J08
        not_written(why: &str) { zh: "这一步没有写入（{why}）", en: "this step was not written ({why})" }
        /// J09
        not_synced(why: &str) { zh: "磁盘没有确认这一步（{why}）", en: "the disk did not confirm this step ({why})" }
        /// J10
        poisoned(seq: u64) {
            zh: "第 {seq} 号记录是否存盘不能确定，这里不再写入",
            en: "whether record {seq} is on the disk is unknown; nothing more is written here"
        }
        /// J11
        moved { zh: "会议记录文件被移走、改名或替换", en: "the file of the record was moved, renamed or replaced" }
        /// J12
        other_length(expected: u64, found: u64) {
            zh: "会议记录被别的程序改动：应有 {expected} 字节，现有 {found} 字节",
            en: "something else changed the record: {found} bytes instead of {expected}"
        }
        /// J13
        not_encoded(why: &str) { zh: "这一步不合记录格式（{why}）", en: "this step does not fit the format ({why})" }
        /// J14
        act_size(count: u64) { zh: "一步不能有 {count} 条记录", en: "one step cannot have {count} records" }
        /// J15
        not_repaired(why: &str) {
            zh: "不能为续会准备好会议记录（{why}）",
            en: "the record could not be made ready for going on ({why})"
        }
        /// J20
        sound { zh: "会议记录完整，未被改动", en: "the record is complete and unchanged" }
        /// J21
        torn(bytes: u64) {
            zh: "末尾有 {bytes} 字节没有写完，从未确认",
            en: "the last {bytes} bytes were never finished nor confirmed"
        }
        /// J22
        undecided(place: &str, cause: &str) {
            zh: "最后一行无效（{place}：{cause}），不能判断是没有写完还是被改动",
            en: "the last line is invalid ({place}: {cause}); nobody can tell a torn write from a change"
        }
        /// J23
        damaged(place: &str, cause: &str) { zh: "会议记录已损坏：{place}：{cause}", en: "the record is damaged: {place}: {cause}" }
        /// J24
        lost_tail(found: u64, published: u64) {
            zh: "会议记录缺尾：只有 {found} 条，曾公布到 {published} 条",
            en: "the record lost its tail: {found} records of the {published} that were published"
        }
        /// J25
        differs(seq: u64) {
            zh: "第 {seq} 号记录与曾公布的不同",
            en: "record {seq} is not the one that was published"
        }
        /// J26
        no_such_code(code: &str) { zh: "没有一条记录的校验码是 {code}", en: "no record has the head code {code}" }
        /// J27
        impossible(seq: u64, kind: &str, why: &str) {
            zh: "第 {seq} 号记录（{kind}）不可能发生：{why}",
            en: "record {seq} ({kind}) cannot have happened: {why}"
        }
        /// J28
        newer(seq: u64) {
            zh: "第 {seq} 号记录由更新版本的程序写成",
            en: "record {seq} was written by a newer version of the program"
        }
        /// J30
        shown_changed(what: &str) {
            zh: "已经公布过的记录被改动：{what}",
            en: "what was shown has been changed: {what}"
        }
        /// J31
        gone { zh: "会议记录文件不在原处", en: "the file of the record is not there" }
        /// J32
        unknown(seq: u64, why: &str) {
            zh: "不认识第 {seq} 号记录：{why}",
            en: "record {seq} is unknown to this program: {why}"
        }
        /// J40
        mirror_lost(why: &str) { zh: "镜像已断开（{why}）", en: "the mirror is gone ({why})" }
        /// J41
        mirror_differs {
            zh: "镜像文件夹里是另一份记录",
            en: "the mirror's folder holds a different record"
        }
        /// J42
        mirror_damaged(what: &str) { zh: "镜像已损坏：{what}", en: "the copy in the mirror is damaged: {what}" }
        /// J43
        mirror_itself {
            zh: "镜像不能就是会议文件夹本身",
            en: "the mirror cannot be the folder of the meeting itself"
        }
    }
}

crate::messages! {
    /// What is safe.
    pub(super) struct Safe {
        /// Nothing was touched.
        untouched { zh: "没有改动任何文件", en: "no file was touched" }
        /// The step counts as not done.
        not_done { zh: "此前已存的全部记录都在，这一步视为没有发生", en: "everything saved before is there; this step did not happen" }
        /// The step is open.
        open_step { zh: "此前已存的全部记录都在内存和磁盘中，这一步未确认", en: "everything saved before is on the disk and in memory; this step is not confirmed" }
        /// All records before the fault.
        before_fault { zh: "此处之前的记录校验无误", en: "the records before that place are sound" }
        /// Everything.
        everything { zh: "全部已确认的记录都在", en: "every confirmed record is there" }
        /// The record itself.
        chain { zh: "每条记录都没有被改动", en: "no record was changed" }
        /// The record, whatever its mirror.
        main_record {
            zh: "会议记录照常保存，没有改动镜像里的内容",
            en: "the record itself is saved as ever; nothing in the mirror was changed"
        }
        /// The record, not its display.
        recorded { zh: "记录端不受影响", en: "the recording side is not affected" }
    }
}

crate::messages! {
    /// What to do.
    pub(super) struct Next {
        /// Watch.
        watch { zh: "这里只能观看；要操作请先退出那个程序", en: "you may watch here; to operate, leave the other program first" }
        /// Another folder.
        elsewhere { zh: "请检查磁盘，或换一个文件夹", en: "look at the disk, or choose another folder" }
        /// Resume.
        resume { zh: "请续会，或换一个文件夹新建", en: "resume it, or create in another folder" }
        /// Name.
        name { zh: "请核对文件夹名称", en: "check the name of the folder" }
        /// Free space.
        free { zh: "腾出空间后按回车重试，或换到另一个文件夹继续", en: "free some space and press Enter, or go on in another folder" }
        /// Fail over.
        fail_over { zh: "请换到另一个文件夹继续", en: "go on in another folder" }
        /// Report.
        report { zh: "请改短内容；若仍如此，请用纸记录这一步并报告", en: "shorten what you typed; if that does not help, note the step on paper and report it" }
        /// Nothing.
        nothing { zh: "不需要做什么", en: "nothing needs to be done" }
        /// Resuming repairs.
        set_aside { zh: "续会时会把它另存，然后继续", en: "resuming sets it aside and goes on" }
        /// Two persons.
        two_persons { zh: "先找备份；没有备份时由两人共同决定并记录", en: "look for the mirror first; without one two persons decide, and that is recorded" }
        /// Copy.
        copy { zh: "只能查看；请使用备份，以纸质材料为准", en: "it may only be read; use the mirror, and trust the paper" }
        /// Longer copy.
        longer { zh: "只能查看；请找出更长的备份", en: "it may only be read; find the longer copy" }
        /// Update.
        update { zh: "请用新版本的程序打开", en: "open it with the newer version" }
        /// Halt.
        halt { zh: "请立即停下，核对纸质材料", en: "stop and compare with the paper at once" }
        /// The mirror comes back.
        mirror_back { zh: "插回后自动补齐，或另选镜像文件夹", en: "put it back, the rest is copied then; or choose another folder for it" }
        /// Another mirror.
        mirror_elsewhere { zh: "请另选镜像文件夹", en: "choose another folder for the mirror" }
        /// Wait.
        wait { zh: "正在等待它回来；如已换文件夹，请重新打开", en: "waiting for it; if the meeting went on elsewhere, open it there" }
    }
}

crate::messages! {
    /// Places and likely causes.
    pub(super) struct Cause {
        /// Where.
        place(record: u64, line: u64, byte: u64) {
            zh: "第 {record} 号记录，第 {line} 行，第 {byte} 字节",
            en: "record {record}, line {line}, byte {byte}"
        }
        /// No record.
        empty { zh: "文件中没有一条完整的记录", en: "the file holds no whole record" }
        /// Too long.
        too_long { zh: "这一行超过长度上限，不是本程序写的", en: "a line longer than this program writes" }
        /// Bytes.
        bytes { zh: "有字节被改动", en: "bytes were changed" }
        /// Editor.
        editor { zh: "文件被编辑器另存过", en: "an editor saved the file anew" }
        /// Line ends.
        line_ends { zh: "换行符被转换过", en: "line ends were converted" }
        /// Another version.
        version(version: u64) { zh: "格式版本 {version} 较新", en: "format version {version} is newer" }
        /// Another meeting.
        meeting { zh: "这一行属于另一次会议", en: "the line belongs to another meeting" }
        /// Missing lines.
        missing(expected: u64, found: u64) {
            zh: "缺少第 {expected} 号到第 {found} 号之前的记录",
            en: "records from {expected} up to before {found} are missing"
        }
        /// Repeated lines.
        repeated(found: u64) { zh: "第 {found} 号记录重复或错位", en: "record {found} is repeated or out of place" }
        /// Rewritten history.
        rewritten { zh: "前面的记录被改写过", en: "a record before it was rewritten" }
        /// Act.
        act { zh: "同一步的记录不成套", en: "the records of one step do not belong together" }
        /// Shorter than shown.
        shorter(shown: u64, found: u64) { zh: "公布过 {shown} 字节，现有 {found} 字节", en: "{shown} bytes were shown, {found} are there" }
        /// Another byte.
        byte(byte: u64) { zh: "第 {byte} 字节", en: "byte {byte}" }
        /// Another head.
        head(seq: u64) { zh: "公布的末条记录（第 {seq} 号）与文件不符", en: "the published head (record {seq}) does not fit the file" }
    }
}
