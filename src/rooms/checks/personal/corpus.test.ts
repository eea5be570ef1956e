// The gate: of the three hard kinds every one is found, however it is written, and hardly anything else is taken for one.
import { describe, expect, it } from 'vitest';
import { checkCreditCode } from '../../../town/credit-code.ts';
import { checkLuhn } from '../../../town/luhn.ts';
import { findNumbers } from './numbers.ts';

const CASES = 600;

/** mulberry32: the same corpus on every machine. */
function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const roll = dice(20261123);
const upTo = (n: number) => Math.floor(roll() * n);
const pick = <T>(list: readonly T[]): T => list[upTo(list.length)]!;
const digits = (n: number) => Array.from({ length: n }, () => upTo(10)).join('');
const two = (n: number) => String(n).padStart(2, '0');

const regions = ['110101', '341881', '342501', '510104', '440305', '330106', '659001', '810000', '150102', '460108'];
const birth = () => `${1930 + upTo(95)}${two(1 + upTo(12))}${two(1 + upTo(28))}`;

function residentId(): string {
  const first = `${pick(regions)}${birth()}${digits(3)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return first + '10X98765432'[weights.reduce((t, w, i) => t + w * Number(first[i]), 0) % 11];
}

const oldResidentId = () => `${pick(regions.slice(0, 7))}${birth().slice(2)}${digits(3)}`;
const mobile = () => `1${3 + upTo(7)}${digits(9)}`;

function card(): string {
  const length = pick([16, 17, 18, 19, 19, 19]);
  const first = pick(['622202', '621700', '622848', '621226', '623668', '620058']) + digits(length - 7);
  return first + [...'0123456789'].find((c) => checkLuhn(first + c));
}

const wide = (s: string) => s.replace(/[0-9Xx]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const cut = (s: string, sizes: readonly number[], gap: string) => {
  const parts: string[] = [];
  let at = 0;
  for (const n of sizes) {
    parts.push(s.slice(at, at + n));
    at += n;
  }
  return [...parts, s.slice(at)].filter((p) => p !== '').join(gap);
};
const invisible = (s: string) => [...s].join(pick(['\u200b', '\u00ad', '\ufeff', '\u2060']));
const bold = (s: string) => s.replace(/\d/g, (c) => String.fromCodePoint(0x1d7ce + Number(c)));
const torn = (s: string) => {
  const at = 2 + upTo(s.length - 4);
  return `${s.slice(0, at)}${pick(['\n', '\r\n', '\n    '])}${s.slice(at)}`;
};

const disguises: Record<'id' | 'mobile' | 'card', readonly ((s: string) => string)[]> = {
  id: [
    (s) => s,
    wide,
    bold,
    invisible,
    torn,
    (s) => s.toLowerCase(),
    (s) => s.replace('X', pick(['×', 'Х', 'Ｘ', 'χ'])),
    (s) => cut(s, [6, 8], ' '),
    (s) => cut(s, [6, 8], '-'),
    (s) => cut(s, [6, 4, 4], '　'),
    (s) => cut(s, [3, 3, 4, 4], '.'),
    (s) => [...s].join(' '),
    (s) => wide(cut(s, [6, 8], ' ')),
  ],
  mobile: [
    (s) => s,
    wide,
    bold,
    invisible,
    (s) => cut(s, [3, 4], ' '),
    (s) => cut(s, [3, 4], '-'),
    (s) => cut(s, [3, 4], '－'),
    (s) => cut(s, [3, 4], '.'),
    (s) => cut(s, [7], ' '),
    (s) => `+86${s}`,
    (s) => `+86 ${s}`,
    (s) => `86-${cut(s, [3, 4], '-')}`,
    (s) => `0086${s}`,
    (s) => [...s].join(' '),
    (s) => wide(cut(s, [3, 4], ' ')),
    (s) => s.replace(/\d/g, (c) => '零一二三四五六七八九'[Number(c)]!),
  ],
  card: [
    (s) => s,
    wide,
    bold,
    invisible,
    (s) => cut(s, [4, 4, 4, 4], ' '),
    (s) => cut(s, [4, 4, 4, 4], '-'),
    (s) => cut(s, [4, 4, 4, 4], '\u00a0'),
    (s) => cut(s, [6], ' '),
    (s) => [...s].join(' '),
    (s) => wide(cut(s, [4, 4, 4, 4], ' ')),
  ],
};

const contexts: readonly ((s: string) => string)[] = [
  (s) => `张样例，${s}，月保障金612元。`,
  (s) => `3 李样例 ${s}`,
  (s) => `1.${s}`,
  (s) => `王样例（${s}）系山门村村民`,
  (s) => `姓名：赵示范\t${s}\t山门村`,
  (s) => `补助金额1,200元，${s}。`,
  (s) => `港政办〔2026〕12号 ${s}`,
  (s) => `2026年11月3日，${s}`,
  (s) => `详见${s}。咨询0563-4000123。`,
  (s) => `“${s}”`,
  (s) => `钱样例${s}孙样例`,
  (s) => s,
  (s) => `附表\n李样例|${s}|500元\n`,
  (s) => `名单/${s}.docx`,
];
const cued: Record<'id' | 'mobile' | 'card', readonly ((s: string) => string)[]> = {
  id: [(s) => `身份证号：${s}`, (s) => `公民身份号码为${s}，`, (s) => `SFZ${s}`, (s) => `（身 份 证：${s}）`],
  mobile: [(s) => `联系电话：${s}`, (s) => `Tel:${s}`, (s) => `手机${s}（微信同号）`, (s) => `tel${s}`],
  card: [(s) => `农行卡号：${s}`, (s) => `银行账号 ${s}，户名李样例`, (s) => `打入一卡通（${s}）`, (s) => `帐户:${s}`],
};

const kinds = { id: 'resident-id', mobile: 'mobile', card: 'bank-card' } as const;
const makers = { id: residentId, mobile, card };

function creditCode(onlyDigits: boolean): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  for (;;) {
    const first =
      pick(['11', '12', '51', '52', '91', '92']) +
      pick(regions) +
      digits(8) +
      (onlyDigits ? digits(1) : pick([...'0123456789X']));
    const code = [...alphabet].map((c) => first + c).find((c) => checkCreditCode(c));
    if (code && (!onlyDigits || /^\d+$/.test(code))) return code;
  }
}

const wrongId = () => {
  const right = residentId();
  return right.slice(0, 17) + '0123456789'[(Number(right[17] === 'X' ? 5 : right[17]) + 1 + upTo(8)) % 10];
};

const harmless: readonly (() => string)[] = [
  () => `统一社会信用代码：${creditCode(false)}`,
  () => `统一社会信用代码 ${creditCode(true)}，法定代表人李样例`,
  () => `索引号：${creditCode(upTo(2) === 0)}/2026${two(1 + upTo(12))}-${digits(5)}`,
  () => `003110926/201510-${digits(5)}`,
  () => `港政办〔20${10 + upTo(16)}〕${1 + upTo(300)}号`,
  () => `合同金额 ${1 + upTo(9)}${digits(10)} 元`.replace(' 元', '元'),
  () => `总投资¥13${digits(9)}`,
  () => `共计 ${1 + upTo(9)},${digits(3)},${digits(3)},${digits(3)}.${digits(2)} 元`,
  () => `咨询电话：0563-${4000000 + upTo(99999)}`,
  () => `监督电话（0563）${4000000 + upTo(99999)}转${digits(3)}`,
  () => `拨打${pick(['12345', '12388', '110', '119', '120', '96123', '95598', '12333', '400-810-0123'])}，7×24小时`,
  () =>
    `${digits(4)}年度 ${2000 + upTo(26)}-${two(1 + upTo(12))}-${two(1 + upTo(28))} ${two(upTo(24))}:${two(upTo(60))}:${two(upTo(60))}`,
  () => `项目代码：2${digits(3)}-341881-04-01-${digits(6)}`,
  () => `经纬度 118.${digits(11)}, 30.${digits(11)}`,
  () => `宗地代码 341881${digits(6)}JC${digits(5)}`,
  () => `招标编号：NGGK-${2020 + upTo(6)}-${digits(11)}`,
  () => `订单编号：1${3 + upTo(7)}${digits(9)}`,
  () => `流水号 62${digits(15)}`,
  () => `票据代码${digits(12)}，号次${digits(8)}`,
  () => `快递 JD1${3 + upTo(7)}${digits(9)}`,
  () => `面积1${3 + upTo(7)}${digits(9)}平方米`,
  () => `皖ICP备${digits(8)}号-1 皖公网安备 ${digits(14)}号`,
  () => `邮编 242321 ${digits(6)} ${digits(6)}`,
  () => `网站标识码 3418810${digits(3)}`,
  () => `产量 ${digits(3)} ${digits(3)} ${digits(3)} ${digits(3)} 吨`,
  () => `编号 ${wrongId()}`,
  () => `身份证号：${wrongId()}`,
  () => `${510104}********${digits(3)}X，138****${digits(4)}，6222************${digits(3)}`,
  () => `指纹 ${Array.from({ length: 40 }, () => pick([...'0123456789abcdef'])).join('')}`,
  () => `第${1 + upTo(40)}批 ${1 + upTo(99)} ${1000 + upTo(9000)} ${10 + upTo(80)} ${100 + upTo(900)} 户`,
  () => `增长${upTo(99)}.${digits(12)}%`,
  () => `${digits(22)}`.replace(/^./, '0'),
];

describe('the three hard kinds', () => {
  const negatives = Array.from({ length: CASES * 2 }, (_, i) => harmless[i % harmless.length]!());

  for (const name of ['id', 'mobile', 'card'] as const) {
    it(`finds every ${kinds[name]}, however it is written, and takes little else for one`, () => {
      const around = [...contexts, ...cued[name]];
      const positives = Array.from({ length: CASES }, (_, i) => {
        const value = makers[name]();
        const disguise = disguises[name][i % disguises[name].length]!;
        return { value, text: around[upTo(around.length)]!(disguise(value)) };
      });
      const missed = positives.filter(
        ({ value, text }) => !findNumbers(text).some((f) => f.kind === kinds[name] && f.value === value),
      );
      expect(missed).toEqual([]);
      const extra = positives.flatMap(({ value, text }) =>
        findNumbers(text)
          .filter((f) => f.kind in { 'resident-id': 1, mobile: 1, 'bank-card': 1 } && f.value !== value)
          .map((f) => ({ text, f })),
      );
      const wrong = negatives.filter((text) => findNumbers(text).some((f) => f.kind === kinds[name]));
      expect(
        CASES / (CASES + extra.length + wrong.length),
        JSON.stringify({ extra: extra.slice(0, 5), wrong: wrong.slice(0, 8) }),
      ).toBeGreaterThan(0.985);
    });
  }

  it('finds the fifteen digits of before 1999, plain, wide, set apart and torn', () => {
    const forms = [(s: string) => s, wide, invisible, (s: string) => cut(s, [6, 6], ' '), (s: string) => [...s].join(' ')];
    for (let i = 0; i < CASES; i++) {
      const value = oldResidentId();
      const text = pick(contexts)(forms[i % forms.length]!(value));
      expect(
        findNumbers(text).map((f) => f.value),
        JSON.stringify(text),
      ).toContain(value);
    }
  });

  it('finds mobile and card numbers torn by a line break in a running text', () => {
    for (let i = 0; i < CASES; i++) {
      const [name, value] = i % 2 ? (['手机', mobile()] as const) : (['卡号', card()] as const);
      const text = `请拨打李样例的${name}${torn(value)}联系`;
      expect(
        findNumbers(text).map((f) => f.value),
        JSON.stringify(text),
      ).toContain(value);
    }
  });

  it('finds them where a table has lost the spaces between its columns', () => {
    for (let i = 0; i < CASES; i++) {
      const [id, phone] = [residentId(), mobile()];
      const values = findNumbers(`王样例${id}${id.endsWith('X') ? ' ' : ''}${phone}山门村`).map((f) => f.value);
      expect(values).toEqual([id, phone]);
    }
  });
});
