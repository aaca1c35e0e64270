//! The words of a slip, in both languages.

/// Head of every rehearsal's slip.
pub(super) const REHEARSAL: &str = "演练 · REHEARSAL · 演练 · REHEARSAL";

/// What the family is told, Chinese first.
pub(super) const HOW_TO_CHECK: [(&str, &str); 5] = [
    (
        "请保管好本回执。二维码就是回执全文，含招办的电子签名；扫描后存成文本文件即可使用。",
        "Keep this slip. The QR code is the whole receipt with the office's signature; scan it and \
         save the text as a file.",
    ),
    (
        "名单公示时，按报名号在 posted.csv 中查对志愿；有出入请在异议期内提出。",
        "When the list is posted, look up your code in posted.csv and compare the choices; object \
         in time if they differ.",
    ),
    (
        "结果公布后，按报名号在 results.csv 中查看号码与去向，或运行：paiwei-audit check 回执文件 公布文件夹",
        "After the draw, look up your number and place in results.csv, or run: paiwei-audit check \
         RECEIPT FOLDER",
    ),
    (
        "公布的内容若与本回执矛盾，本回执就是证据：请交给招办、公证处或教育督导部门。",
        "If what is published contradicts this receipt, the receipt is the proof: show it to the \
         office, the notary or the inspectors.",
    ),
    (
        "只公布报名号，不公布姓名和证件号码。知道报名号的人就能查到结果，请勿转发。",
        "Only codes are published, no names, no identity numbers. Who knows your code can look up \
         your result: do not pass it on.",
    ),
];
