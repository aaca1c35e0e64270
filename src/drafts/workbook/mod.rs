//! Rules as a workbook (.xlsx): a sheet a list, headings in both languages, read back as they were
//! written.

mod read;
mod table;
mod write;

pub use read::read;
pub use table::SheetError;
pub use write::write;

/// A sheet: its name, and the headings of its columns with their widths. The word after the last blank
/// of a heading is what the column is known by.
struct Sheet {
    name: &'static str,
    headings: &'static [(&'static str, u16)],
}

const ROUND: Sheet =
    Sheet { name: "轮次 round", headings: &[("项 item", 40), ("内容 value", 60)] };
const CALENDAR: Sheet =
    Sheet { name: "日程 calendar", headings: &[("事项 item", 40), ("北京时间 time", 24)] };
const CATEGORIES: Sheet = Sheet {
    name: "类别 categories",
    headings: &[("编号 id", 16), ("中文名称 zh", 30), ("英文名称 en", 30), ("依据 basis", 60)],
};
const PROGRAMS: Sheet = Sheet {
    name: "项目 programs",
    headings: &[
        ("编号 id", 12),
        ("学校 school", 16),
        ("中文名称 zh", 30),
        ("英文名称 en", 30),
        ("性质 ownership", 16),
        ("批准地 jurisdiction", 16),
        ("计划 plan", 12),
    ],
};
const POOLS: Sheet = Sheet {
    name: "名额组 pools",
    headings: &[("项目 program", 12), ("名额组 pool", 16), ("学位 seats", 12), ("次序 order", 30)],
};
const TIERS: Sheet = Sheet {
    name: "类别顺序 tiers",
    headings: &[
        ("项目 program", 12),
        ("名额组 pool", 16),
        ("顺位 tier", 10),
        ("类别 category", 20),
    ],
};
const CHOICES: Sheet = Sheet {
    name: "志愿 choices",
    headings: &[("批次 band", 10), ("至多 most", 10), ("项目 program", 12)],
};
const REASONS: Sheet = Sheet {
    name: "更改理由 reasons",
    headings: &[("编号 id", 20), ("中文名称 zh", 30), ("英文名称 en", 30)],
};
const OBSERVERS: Sheet = Sheet {
    name: "观察方 observers",
    headings: &[
        ("编号 id", 16),
        ("中文名称 zh", 30),
        ("英文名称 en", 30),
        ("签名公钥 note_key", 70),
        ("联署公钥 cosign_key", 70),
        ("封存种子 seed", 12),
        ("见证 witness", 12),
        ("确认 confirm", 12),
    ],
};

/// Items of the sheet of the round.
const ITEMS: [(&str, &str); 18] = [
    ("日志 origin", "origin"),
    ("轮次编号 round", "round"),
    ("届 cohort", "cohort"),
    ("接续轮次 follows", "follows"),
    ("中文名称 zh", "zh"),
    ("英文名称 en", "en"),
    ("批准地 jurisdiction", "jurisdiction"),
    ("学段 stage", "stage"),
    ("演练 rehearsal", "rehearsal"),
    ("号码 numbers", "numbers"),
    ("捆绑人数 bundles", "bundles"),
    ("公示姓名 names", "names"),
    ("异议期秒数 objection", "objection"),
    ("公开种子秒数 reveal", "reveal"),
    ("公共随机数 sources", "sources"),
    ("信标前秒数 lead", "lead"),
    ("备用骰子 fallback", "fallback"),
    ("空余名额 vacancies", "vacancies"),
];
