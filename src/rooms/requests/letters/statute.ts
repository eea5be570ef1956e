// A statute as a letter names it: by its whole name, articles in characters; the Regulation of 2007 is told by its decree.
// Contract: a law is named as the code cites it (`条例2019#36`), so that docs/law.md knows of it.

const names: Readonly<Record<string, string>> = {
  条例2007: '《中华人民共和国政府信息公开条例》（国务院令第492号）',
  条例2019: '《中华人民共和国政府信息公开条例》',
  行政复议法: '《中华人民共和国行政复议法》',
  行政诉讼法: '《中华人民共和国行政诉讼法》',
  信访工作条例: '《信访工作条例》',
  '国办函〔2020〕109号': '《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）',
};

const digits = '零一二三四五六七八九';

/** 1 to 199 as statutes number their articles: 七, 十, 三十六, 一百零五. */
export function numeral(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 199) throw new RangeError(`no number of an article: ${n}`);
  const [tens, ones] = [Math.floor((n % 100) / 10), n % 10];
  const head = n < 100 ? '' : '一百';
  const middle = tens === 0 ? (n > 100 && ones > 0 ? '零' : '') : `${tens === 1 && n < 100 ? '' : digits[tens]}十`;
  return `${head}${middle}${ones === 0 ? '' : digits[ones]}`;
}

/** `条例2019#36`, `第（一）项` → its whole name and 第三十六条第（一）项. Throws RangeError on a law it has no name for. */
export function statute(law: string, part = ''): string {
  const [short, article] = law.split('#') as [string, string | undefined];
  const name = names[short];
  if (name === undefined) throw new RangeError(`no name of a statute: ${law}`);
  return article === undefined ? name : `${name}第${numeral(Number(article))}条${part}`;
}

/** Several articles, the name of a statute once. */
export function statutes(...cited: readonly (string | readonly [string, string])[]): string {
  let former = '';
  return cited
    .map((one) => {
      const [law, part] = typeof one === 'string' ? [one, ''] : one;
      const whole = statute(law, part);
      const name = names[law.split('#')[0]!]!;
      const same = name === former;
      former = name;
      return same ? whole.slice(name.length) : whole;
    })
    .join('、');
}
