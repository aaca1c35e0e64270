/**
 * Findings in the reader's language. The verifier states them in English; those that a family can meet
 * are known here by their form, those of a whole round by place and fault; others stay as they are.
 */
import { h, told } from './dom.mjs';
import { ofRound } from './findings-round.mjs';
import { languageNow, t, timeOf } from './texts.mjs';

/** Where in the receipts a finding stands: `receipt 1`, or a file's name. @param {string} name */
const receipt = (name) => name.replace(/^receipt (?=\d+$)/, '回执 ').replace(/^receipt /, '回执 ');
/** @param {string} status */
const status = (status) => t(`status-${status}`);

/** @type {[RegExp, (...parts: string[]) => string][]} */
const CHINESE = [
  [/^a step before it did not pass$/, () => '前面有一步没有通过，所以没有检查'],
  [/^no receipt was given$/, () => '没有给出回执'],
  [/^(.+): this is no receipt$/, (name) => `${receipt(name)}：这不是回执`],
  [/^(.+): this receipt is of another round \((.+)\); take that round's proof file$/, (name, round) => `${receipt(name)}：这是另一轮次（${round}）的回执，请用那一轮的证明文件`],
  [/^(.+): this receipt is of another office \((.+)\); take that office's proof file$/, (name, office) => `${receipt(name)}：这是另一家招办（${office}）的回执，请用那一家的证明文件`],
  [/^(.+): this receipt is of another round \((.+)\); take that round's folder$/, (name, round) => `${receipt(name)}：这是另一轮次（${round}）的回执，请用那一轮的文件夹`],
  [/^(.+): this receipt is of another office \((.+)\); take that office's folder$/, (name, office) => `${receipt(name)}：这是另一家招办（${office}）的回执，请用那一家的文件夹`],
  [/^(.+): its signature is not accepted$/, (name) => `${receipt(name)}：招办的签名不成立`],
  [/^(.+): is not signed by a receipts key in force at its time$/, (name) => `${receipt(name)}：没有当时有效的招办回执密钥的签名`],
  [/^(.+) signature: the family's signature is not accepted$/, (name) => `${receipt(name)}：家长的签名不成立`],
  [/^proof file(.*): (.+)$/, (where, why) => `证明文件已损坏，或不是证明文件，请重新取得（proof file${where}: ${why}）`],
  [/^cosigned by (\S+) at (\d+)$/, (id, at) => `${id} 已联署，${timeOf(Number(at))}`],
  [/^cosigned by (\d+) witnesses, (\d+) are needed$/, (found, needed) => `只有 ${found} 位见证方联署，须有 ${needed} 位`],
  [/^the trust given doesn't pin (\S+) with the recovery key (\S+)$/, (origin, key) => `您给出的公钥里没有 ${origin} 的恢复公钥 ${key}`],
  [/^(draw\.txt|cutoffs\.csv): is not the file that the journal names$/, (file) => `${file} 不是日志所写明的文件`],
  [/^(.+): (\S+) is not in this proof file; take its own$/, (name, code) => `${receipt(name)}：这份证明文件里没有 ${code}，请用这个孩子自己的证明文件`],
  [/^(\S+) is (withdrawn|refused|lapsed): it took no part in the draw$/, (code, why) => `${code} 没有参加派位（${status(why)}）`],
  [/^the roll has revision (\d+) of (\S+); the office owes the receipt of revision (\d+)$/, (revision, code, owed) => `名单中 ${code} 是第 ${revision} 次提交；请向招办索取第 ${owed} 次提交的回执`],
  [/^the roll has revision (\d+) of (\S+), with another key than revision (\d+); the office owes the receipt of revision (\d+)$/, (revision, code, from, owed) => `名单中 ${code} 是第 ${revision} 次提交，密钥与第 ${from} 次提交不同；请向招办索取第 ${owed} 次提交的回执`],
  [/^(.+): revision (\d+) of (\S+) is signed by another key than revision (\d+) has$/, (name, revision, code, before) => `${receipt(name)}：${code} 第 ${revision} 次提交的签名密钥与第 ${before} 次提交的不同`],
  [/^(.+): the roll has no line of this code$/, (name) => `${receipt(name)}：名单里没有这个报名号`],
  [/^(.+): the roll has only revision (\d+) of this code$/, (name, revision) => `${receipt(name)}：名单里只有第 ${revision} 次提交`],
  [/^(.+): the roll has another key$/, (name) => `${receipt(name)}：名单里是另一个密钥`],
  [/^(.+): the roll has another commitment$/, (name) => `${receipt(name)}：名单里的身份承诺不同`],
  [/^(.+): the roll has the status (entered|withdrawn|refused|lapsed)$/, (name, there) => `${receipt(name)}：名单里的状态是“${status(there)}”`],
  [/^(.+): the roll has other choices$/, (name) => `${receipt(name)}：名单里的志愿不同`],
  [/^(\d+) receipts, (\d+) of them made by the office$/, (all, office) => `共 ${all} 份回执，其中 ${office} 份由招办代为办理`],
  [/^(\d+) receipts of answers, (\d+) typed in by the office$/, (all, office) => `共 ${all} 份答复回执，其中 ${office} 份由招办代为录入`],
  [/^(\S+): not its numbers$/, (code) => `${code}：号码不是派位算出的号码`],
  [/^(\S+): the cutoffs give no place$/, (code) => `${code}：按录取线没有学位`],
  [/^(\S+): the cutoffs give (\S+)$/, (code, place) => `${code}：按录取线的去向是 ${place}`],
];

/** @param {string} finding @returns {string | null} null if its form isn't known */
export function inChinese(finding) {
  for (const [form, say] of CHINESE) {
    const parts = form.exec(finding);
    if (parts !== null) return say(...parts.slice(1));
  }
  return ofRound(finding);
}

/** @param {string} finding @returns {string} for a file */
export function findingText(finding) {
  return (languageNow() === 'zh' ? inChinese(finding) : null) ?? finding;
}

/** A finding for the page, marked as English where it is. @param {string} tag @param {string} finding @returns {HTMLElement} */
export function findingPart(tag, finding) {
  const chinese = languageNow() === 'zh' ? inChinese(finding) : null;
  return chinese === null ? h(tag, { lang: 'en' }, told(finding)) : h(tag, {}, told(chinese));
}
