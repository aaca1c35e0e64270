/**
 * Registrations of made-up children as an office's platform would write them: a workbook (.xlsx).
 */
import { strToU8, zipSync } from 'fflate';
import { residentNumber } from '../family.mjs';

const HEADS = ['报名号', '学生姓名', '性别', '出生日期', '证件类型', '证件号码', '监护人', '联系电话', '报名学校', '捆绑组'];
const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'];
const NAMES = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'];
/** Children born on one day, and days of a month. */
const [A_DAY, A_MONTH] = [48, 28];

/** @typedef {Record<string, string>} Row by head of column */

/** @param {number} count @returns {Row[]} */
export function registrations(count) {
  return Array.from({ length: count }, (_, i) => {
    const day = Math.floor(i / A_DAY);
    const birth = new Date(Date.UTC(2020, 8 + Math.floor(day / A_MONTH), 1 + day % A_MONTH)).toISOString().slice(0, 10);
    const order = 1 + i % A_DAY;
    const name = SURNAMES[i % 16] + NAMES[Math.floor(i / 16) % 22] + NAMES[Math.floor(i / 352) % 22];
    const cells = [
      `2027B${String(i + 1).padStart(6, '0')}`, name, order % 2 === 1 ? '男' : '女', birth, '居民身份证',
      residentNumber(birth.replaceAll('-', ''), order), `${name[0]}家长`, `1200000${String(i).padStart(5, '0').slice(-4)}`, '湖东学校', '',
    ];
    return Object.fromEntries(HEADS.map((head, column) => [head, cells[column]]));
  });
}

/** @param {Row[]} rows @returns {Uint8Array} an .xlsx with one sheet */
export function workbook(rows) {
  const line = (/** @type {string[]} */ cells) => `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
  const lines = [line(HEADS), ...rows.map((row) => line(HEADS.map((head) => row[head])))].join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const files = {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="报名信息" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${lines}</sheetData></worksheet>`,
  };
  const declared = Object.entries(files).map(([name, text]) => [name, strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`)]);
  return zipSync(Object.fromEntries(declared), { level: 1 });
}
