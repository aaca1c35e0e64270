/**
 * Findings of a whole round in Chinese: where, and what is wrong there. Of what has no form here the place at
 * least is told; the rest stays as the verifier states it.
 */
import { t, timeOf } from './texts.mjs';

/** @typedef {[RegExp, (...parts: string[]) => string]} Form */

/** @param {string} state */
const state = (state) => t(`state-${state}`);
/** @param {string} at */
const time = (at) => timeOf(Number(at));

/** @type {Form[]} a finding as a whole */
const WHOLE = [
  [/^needs (V\d\d(?:, V\d\d)*)$/, (checks) => `须先通过 ${checks.replace(/, /g, '、')}，而其中有没通过的`],
  [/^no trust is given$/, () => '没有给出公钥'],
  [/^the trust given has another recovery key for (\S+)$/, (origin) => `给出的 ${origin} 的恢复公钥是另一把`],
  [/^the trust given has no block of the origin (\S+)$/, (origin) => `给出的公钥里没有 ${origin} 的`],
  [/^the observer (\S+) is not pinned$/, (id) => `没有核对观察方 ${id} 是谁`],
  [/^the round is in state (\w+): it has no result yet$/, (now) => `本轮状态为“${state(now)}”，还没有结果`],
  [/^attempt (\d+) has no freeze-witnessed entry$/, (number) => `第 ${number} 次派位锁定的名单没有获见证`],
  [/^no posting-witnessed entry before the first roll-frozen$/, () => '锁定名单之前，公示没有获见证'],
];

/** @type {Form[]} where: files, lines, fields, entries of the journal */
const PLACES = [
  [/^journal\/entries\/(\d+)$/, (index) => `日志第 ${index} 条`],
  [/^journal\/entries\/(\d+) ([\w.[\] -]+)$/, (index, field) => `日志第 ${index} 条的 ${field}`],
  [/^"?([\w./-]+\.\w+|[\w./-]+\/[\w./-]+|SHA256SUMS)"?$/, (file) => file],
  [/^([\w./-]+) line (\d+)$/, (file, line) => `${file} 第 ${line} 行`],
  [/^([\w./-]+) line (\d+), (\w+)$/, (file, line, field) => `${file} 第 ${line} 行 ${field} 栏`],
  [/^rules\.json ([\w.[\] -]+)$/, (member) => `rules.json 的 ${member}`],
  [/^trust\.txt (\w+)$/, (member) => `trust.txt 的 ${member}`],
  [/^receipt (\S+)$/, (name) => `回执 ${name}`],
  [/^receipt (\S+) (?:line )?(\w+)$/, (name, field) => `回执 ${name} 的 ${field}`],
];

/** @type {Form[]} what is wrong there */
const WRONG = [
  [/^is missing$/, () => '缺少'],
  [/^does not belong to the folder$/, () => '不属于本轮的文件夹'],
  [/^does not belong to a journal of size (\d+)$/, (size) => `不属于 ${size} 条的日志`],
  [/^is not the tile that the entries give$/, () => '不是这些条目的分块文件'],
  [/^does not list "(.+)"$/, (file) => `没有列出 ${file}`],
  [/^has not the hash that (?:SHA256SUMS lists|the journal names)$/, () => '哈希与写明的不符'],
  [/^is not that of (\S+)$/, (file) => `与 ${file} 不符`],
  [/^is not that of the first (\d+) records$/, (count) => `与前 ${count} 条记录不符`],
  [/^is (\d+), (\S+) has (\d+) records$/, (said, file, has) => `写明 ${said} 条，${file} 有 ${has} 条`],
  [/^has (\d+) records, its last entry names (\d+)$/, (has, said) => `有 ${has} 条记录，日志写明 ${said} 条`],
  [/^is "(.*?)"?, must be "(.*?)"?$/, (is, must) => `写的是“${is}”，应为“${must}”`],
  [/^is not in canonical form \(.*\)$/, () => '写法不合规范'],
  [/^has the unknown member "(.+)"$/, (member) => `有不认识的项 ${member}`],
  [/^has no member "(.+)"$/, (member) => `缺少 ${member} 一项`],
  [/^differs from (\S+)$/, (file) => `与 ${file} 不同`],
  [/^(\S+) is not in intake\.csv$/, (code) => `intake.csv 中没有 ${code}`],
  [/^has no line of (\S+), which is in intake\.csv$/, (code) => `没有 ${code}，而 intake.csv 中有`],
  [/^is (\d+), the highest in intake\.csv is (\d+)$/, (is, highest) => `是第 ${is} 次提交，intake.csv 中最高是第 ${highest} 次提交`],
  [/^is (\d+), (\d+) comes next for this code$/, (is, next) => `是 ${is}，这个报名号接下来应是 ${next}`],
  [/^is not above the code of the line before$/, () => '报名号没有按次序排列，或重复'],
  [/^stands also on line (\d+)$/, (line) => `与第 ${line} 行是同一个孩子`],
  [/^(\S+) holds a place in round (\S+)$/, (code, round) => `${code} 在轮次 ${round} 已有学位`],
  [/^is not the next difference, "(.+)"$/, (must) => `应为更改“${must}”`],
  [/^lacks the difference "(.+)"$/, (must) => `缺少更改“${must}”`],
  [/^the last line does not end in LF$/, () => '最后一行没有换行，文件可能被截断'],
  [/^its root is not that of the first (\d+) entries$/, (count) => `根哈希与前 ${count} 条不符`],
  [/^is not signed by (\S+)$/, (key) => `没有 ${key} 的签名`],
  [/^(?:note )?has not the expected text$/, () => '签署的不是这里应有的内容'],
  [/^the (?:co)?signature of (\S+) is not accepted$/, (id) => `${id} 的签名不成立`],
  [/^note is signed by no observer named for this$/, () => '没有规则所定观察方的签名'],
  [/^the cosignature of (\S+) is of (\d+), before (\d+)$/, (id, at, last) => `${id} 联署于 ${time(at)}，早于 ${time(last)}`],
  [/^cosigned by (\d+) of (\d+) witnesses, (\d+) are needed$/, (has, all, needed) => `${all} 个见证方中有 ${has} 个联署，须有 ${needed} 个`],
  [/^signed by (\d+) of (\d+) observers, (\d+) are needed$/, (has, all, needed) => `${all} 个观察方中有 ${has} 个签署，须有 ${needed} 个`],
  [/^(\S+) is not in order in state (\w+) of round \S+$/, (kind, now) => `状态为“${state(now)}”时不能有 ${kind}`],
  [/^does not match the commitment of (\S+)$/, (id) => `与 ${id} 的承诺不符`],
  [/^are not those of the last dice-thrown$/, () => '不是最后一次所掷的'],
  [/^(\d+) faces, not (\d+)$/, (has, must) => `有 ${has} 个点数，应为 ${must} 个`],
  [/^the signature is not accepted$/, () => '签名不成立'],
  [/^(?:is|open is|close is|seed-missing is) before (\d{9,})$/, (at) => `早于 ${time(at)}`],
  [/^(?:is|a cosignature is of) before the end of objection, (\d+)$/, (at) => `早于异议期结束（${time(at)}）`],
  [/^(\S+) has no place$/, (code) => `${code} 没有学位`],
  [/^record (\d+) of (\S+) is not this receipt$/, (number, file) => `${file} 第 ${number} 条记录与回执不符`],
  [/^its code has no place in results\.csv$/, () => '这个报名号没有学位'],
  [/^this round takes no answers$/, () => '本轮不收答复'],
  [/^attempt (\d+) has no result here$/, (number) => `这里没有第 ${number} 次派位的结果`],
];

/** @param {Form[]} forms @param {string} text @returns {string | null} */
function said(forms, text) {
  for (const [form, say] of forms) {
    const parts = form.exec(text);
    if (parts !== null) return say(...parts.slice(1));
  }
  return null;
}

/** @param {string} finding @returns {string | null} null if neither it nor its place is known */
export function ofRound(finding) {
  const whole = said(WHOLE, finding);
  if (whole !== null) return whole;
  const [, where, wrong] = /^(.+?): (.+)$/s.exec(finding) ?? [];
  const place = where === undefined ? null : said(PLACES, where);
  return place === null ? null : `${place}：${said(WRONG, wrong) ?? wrong}`;
}
