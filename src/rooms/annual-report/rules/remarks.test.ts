// What the rules say of single reports: the remarks themselves, and the rules that are no sums.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OpenTables, reportWith, validTables, validYears } from '../../../../test/support/annual-report-tables.ts';
import type { Day } from '../../../town/day.ts';
import { type Finding, noTables, type ReadReport, type RuleId } from '../annual-report.ts';
import { blocksRelease, checkRules } from './check-rules.ts';

const now = fc.sample(validTables('30'), { numRuns: 1, seed: 3 })[0]!;
const years = fc.sample(validYears('30'), { numRuns: 1, seed: 5 })[0]!;

const check = (rule: RuleId, read: ReadReport, more: { former?: ReadReport; register?: OpenTables['table3'] } = {}): Finding[] =>
  checkRules({ read, former: more.former ?? null, register: more.register ?? null }).filter((f) => f.rule === rule);

/** A report of 2024 with tables changed by hand. */
function changed(change: (t: OpenTables) => void, unit = '港口镇人民政府'): ReadReport {
  const tables = structuredClone(now);
  change(tables);
  return { ...reportWith(tables, { era: '30', fiscalYear: 2024, unit }), tableLines: { table2: 7, table3: 20, table4: 60 } };
}

const withReport = (read: ReadReport, report: Partial<ReadReport['report']>): ReadReport => ({
  ...read,
  report: { ...read.report, ...report },
});

const row = (values: readonly number[]): Record<string, number> =>
  Object.fromEntries(
    ['natural', 'business', 'research', 'charity', 'legal', 'other', 'total'].map((k, i) => [k, values[i] ?? 0]),
  );

describe('sums, in words', () => {
  test('R1 names the column and its four numbers', () => {
    const [finding] = check(
      'R1',
      changed((t) => {
        for (const [key, n] of [
          ['received', 12],
          ['carriedIn', 1],
          ['handled', 12],
          ['carriedOut', 2],
        ] as const)
          t.table3[key]!.natural = n;
      }),
    );
    expect(finding).toEqual({
      rule: 'R1',
      status: 'FAIL',
      message: '“自然人”一列：新收 12 加结转 1 是 13，办结 12 加结转下年 2 是 14，差 1。',
      cells: ['table3.received.natural', 'table3.carriedIn.natural', 'table3.handled.natural', 'table3.carriedOut.natural'],
      lines: [20],
    });
    expect(blocksRelease(finding!)).toBe(true);
  });

  test('R3 names a row that is numbered within its group together with the group', () => {
    const findings = check(
      'R3',
      changed((t) => {
        t.table3.otherwise = row([1, 0, 0, 0, 0, 0, 3]);
      }),
    );
    expect(findings.map((f) => f.message)).toEqual([
      '“（六）其他处理 3.其他”一行：自然人和五类组织相加是 1，总计写的是 3，差 2。',
    ]);
  });

  test('R5 lists the outcomes', () => {
    const findings = check(
      'R5',
      changed((t) => {
        t.table4.review = { upheld: 1, corrected: 0, other: 0, pending: 1, total: 3 };
      }),
    );
    expect(findings.map((f) => f.message)).toEqual([
      '“行政复议”：结果维持 1、结果纠正 0、其他结果 0、尚未审结 1，相加是 2，总计写的是 3，差 1。',
    ]);
    expect(findings[0]!.lines).toEqual([60]);
  });

  test('what was not read is listed by name, a few of many', () => {
    const [finding] = check(
      'R2',
      changed((t) => {
        for (const column of Object.keys(t.table3.granted!)) t.table3.granted![column] = null;
      }),
    );
    expect(finding!.status).toBe('UNCERTAIN');
    expect(finding!.cells).toHaveLength(7);
    expect(finding!.message).toMatch(/^“（一）予以公开·自然人”、.*等 7 个数没有读出来，7 处关系没有核对。$/);
  });

  test('a table that was not found is uncertain, one the form does not have is not assessable', () => {
    const found = reportWith({ ...now, table3: null }, { era: '30', fiscalYear: 2024 });
    const old = reportWith(noTables, { era: '2007', fiscalYear: 2013 });
    for (const rule of ['R1', 'R2', 'R3', 'R4'] as const) expect(check(rule, found)[0]!.status).toBe('UNCERTAIN');
    for (const rule of ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9'] as const)
      expect(check(rule, old).map((f) => f.status)).toEqual(['NOT_ASSESSABLE']);
  });
});

describe('from year to year', () => {
  const read = reportWith(years.now, { era: '30', fiscalYear: 2024 });
  const former = reportWith(years.former, { era: '30', fiscalYear: 2023 });

  test('R4 blocks, R6 does not', () => {
    const before = structuredClone(years.former);
    before.table3.carriedOut!.legal = (years.now.table3.carriedIn!.legal ?? 0) + 2;
    before.table2.normative!.inForce = (before.table2.normative!.inForce ?? 0) + 1;
    const other = reportWith(before, { era: '30', fiscalYear: 2023 });
    const [carried] = check('R4', read, { former: other });
    const [inForce] = check('R6', read, { former: other });
    expect(carried).toMatchObject({ status: 'FAIL', cells: ['table3.carriedIn.legal'] });
    expect(carried!.message).toContain('2023 年度报告结转下年');
    expect(inForce).toMatchObject({ status: 'FAIL' });
    expect(inForce!.cells).toContain('table2.normative.inForce');
    expect([carried, inForce].map((f) => blocksRelease(f!))).toEqual([true, false]);
  });

  test('a number the former report does not show leaves it uncertain', () => {
    const before = structuredClone(years.former);
    before.table3.carriedOut!.natural = null;
    const [finding] = check('R4', read, { former: reportWith(before, { era: '30', fiscalYear: 2023 }) });
    expect(finding).toMatchObject({ status: 'UNCERTAIN', cells: [] });
    expect(finding!.message).toContain('2023 年度结转下年·自然人');
  });

  test('only the report of the year before will do', () => {
    expect(check('R4', read, { former })[0]!.status).toBe('PASS');
    const wrong = withReport(former, { fiscalYear: 2022 });
    for (const rule of ['R4', 'R6'] as const) {
      expect(check(rule, read)[0]!.status).toBe('NOT_ASSESSABLE');
      expect(check(rule, read, { former: wrong })[0]!.status).toBe('NOT_ASSESSABLE');
    }
  });

  test('R4 crosses from one form to the next, R6 cannot', () => {
    const before = fc.sample(validTables('60'), { numRuns: 1, seed: 9 })[0]!;
    before.table3.carriedOut = structuredClone(years.now.table3.carriedIn!);
    const first = reportWith(years.now, { era: '30', fiscalYear: 2021 });
    const last = reportWith(before, { era: '60', fiscalYear: 2020 });
    expect(check('R4', first, { former: last })[0]!.status).toBe('PASS');
    expect(check('R6', first, { former: last })[0]!.status).toBe('NOT_ASSESSABLE');
    const from2018 = reportWith(noTables, { era: '2007', fiscalYear: 2018 });
    expect(check('R4', reportWith(before, { era: '60', fiscalYear: 2019 }), { former: from2018 })[0]!.status).toBe(
      'NOT_ASSESSABLE',
    );
  });
});

describe('R8: possible counts', () => {
  test.each([
    ['table3.granted.natural', -1, '不能小于 0'],
    ['table4.review.total', 1.5, '应当是整数'],
    ['table2.fees.amount', -0.1, '不能小于 0'],
    ['table2.fees.amount', 0.1234567, '最多写六位小数'],
    ['table2.normative.made', Number.NaN, '不是一个数'],
  ])('%s cannot be %d', (cell, value, reason) => {
    const [table, key, column] = cell.split('.') as [keyof OpenTables, string, string];
    const findings = check(
      'R8',
      changed((t) => {
        t[table][key]![column] = value;
      }, '某县人民政府'),
    );
    expect(findings).toMatchObject([{ status: 'FAIL', cells: [cell] }]);
    expect(findings[0]!.message).toContain(reason);
  });

  test('money may have six decimals, a change may go down', () => {
    const fine = changed((t) => {
      t.table2.fees!.amount = 0.123456;
    }, '某县人民政府');
    expect(check('R8', fine)[0]!.status).toBe('PASS');
    const before = fc.sample(validTables('60'), { numRuns: 1, seed: 2 })[0]!;
    before.table2.licences!.change = -4;
    expect(check('R8', reportWith(before, { era: '60', fiscalYear: 2020 }))[0]!.status).toBe('PASS');
  });

  test.each(['港口镇人民政府', '中溪乡', '西津街道办事处'])('%s makes no 规章, so a number there is asked about', (unit) => {
    const findings = check(
      'R8',
      changed((t) => {
        t.table2.rules = { made: 0, repealed: 0, inForce: 6 };
      }, unit),
    );
    expect(findings).toMatchObject([{ status: 'UNCERTAIN', cells: ['table2.rules.inForce'], lines: [7] }]);
    expect(findings[0]!.message).toContain('乡镇和街道不制定规章');
  });

  test.each(['宁国市人民政府', '景德镇市人民政府'])('%s is no township', (unit) => {
    expect(
      check(
        'R8',
        changed((t) => {
          t.table2.rules = { made: 0, repealed: 0, inForce: 6 };
        }, unit),
      )[0]!.status,
    ).toBe('PASS');
  });
});

describe('R9: the register', () => {
  test('one answer more in the register is named cell by cell', () => {
    const register = structuredClone(now.table3);
    register.petition!.natural = (register.petition!.natural ?? 0) + 1;
    const findings = check(
      'R9',
      changed(() => {}),
      { register },
    );
    expect(findings).toMatchObject([{ status: 'FAIL', cells: ['table3.petition.natural'] }]);
    expect(blocksRelease(findings[0]!)).toBe(true);
  });

  test('a register that counts some rows is compared with those; none is not assessable', () => {
    expect(
      check(
        'R9',
        changed(() => {}),
        { register: { received: now.table3.received! } },
      )[0]!.status,
    ).toBe('PASS');
    expect(
      check(
        'R9',
        changed(() => {}),
        { register: {} },
      )[0]!.status,
    ).toBe('NOT_ASSESSABLE');
    expect(
      check(
        'R9',
        changed(() => {}),
      )[0]!.status,
    ).toBe('NOT_ASSESSABLE');
  });
});

describe('R7: the text and the tables', () => {
  const figure = (key: string, value: number, line = 3) => ({ key, value, unit: '件', line });
  const read = changed((t) => {
    t.table3.received = row([5, 0, 0, 0, 0, 0, 5]);
    t.table4.direct = { total: 1 };
    t.table4.afterReview = { total: 2 };
  });

  test('a number that differs is named with both places', () => {
    const findings = check('R7', withReport(read, { figures: [figure('requestsReceived', 6), figure('lawsuits', 3)] }));
    expect(findings).toEqual([
      {
        rule: 'R7',
        status: 'FAIL',
        message: '正文写 6件，表里“本年新收政府信息公开申请数量·总计”是 5，差 1。',
        cells: ['table3.received.total'],
        lines: [3],
      },
    ]);
    expect(findings.some(blocksRelease)).toBe(false);
  });

  test('both lawsuits together are the lawsuits of the text; claims bound to a cell are compared with it', () => {
    const figures = [figure('lawsuits', 3), figure('table3.received.natural', 5, 0), figure('published', 99)];
    expect(check('R7', withReport(read, { figures }))).toMatchObject([{ status: 'PASS' }]);
  });

  test('said twice, once as in the table: a question', () => {
    const figures = [figure('requestsReceived', 5), figure('requestsReceived', 2)];
    expect(check('R7', withReport(read, { figures }))).toMatchObject([{ status: 'UNCERTAIN' }]);
  });

  test('a cell that was not read, and no number to compare', () => {
    const open = changed((t) => {
      t.table3.received!.total = null;
    });
    const figures = [figure('requestsReceived', 5)];
    expect(check('R7', withReport(open, { figures }))).toMatchObject([{ status: 'UNCERTAIN', cells: ['table3.received.total'] }]);
    expect(check('R7', withReport(read, { figures: [figure('trainings', 4)] }))[0]!.status).toBe('NOT_ASSESSABLE');
  });
});

describe('R10: the parts', () => {
  const without = (read: ReadReport, ...ids: string[]): ReadReport =>
    withReport(read, {
      contents: read.report.contents.map((c) => (ids.includes(c.id) ? { ...c, status: 'missing', line: 0 } : c)),
    });

  test('under the regulation of 2007 every content that lacks is named for itself', () => {
    const read = without(reportWith(noTables, { era: '2007', fiscalYear: 2013 }), 'proactive', 'requests', 'fees', 'remedies');
    const findings = check('R10', read);
    expect(findings.map((f) => /“(.+)”/.exec(f.message)![1])).toEqual([
      '（一）主动公开政府信息的情况',
      '（二）依申请公开政府信息和不予公开政府信息的情况',
      '（三）政府信息公开的收费及减免情况',
      '（四）因政府信息公开申请行政复议、提起行政诉讼的情况',
    ]);
    expect(findings.every((f) => f.status === 'FAIL' && blocksRelease(f))).toBe(true);
  });

  test('a part without a word fails, and so does one out of order; in 2007 the order was free', () => {
    const read = changed(() => {});
    const empty = withReport(read, {
      contents: read.report.contents.map((c) => (c.id === 'other' ? { ...c, status: 'empty' } : c)),
    });
    expect(check('R10', empty)).toMatchObject([{ status: 'FAIL', message: expect.stringContaining('只有标题') }]);
    const swap = (r: ReadReport): ReadReport => {
      const line = (id: string): number => r.report.contents.find((c) => c.id === id)!.line;
      return withReport(r, {
        contents: r.report.contents.map((c) =>
          c.id === 'problems' ? { ...c, line: line('other') } : c.id === 'other' ? { ...c, line: line('problems') } : c,
        ),
      });
    };
    expect(check('R10', swap(read)).map((f) => f.message)).toEqual([
      '“六、其他需要报告的事项”排在“五、存在的主要问题及改进情况”前面，请按规定的顺序。',
    ]);
    expect(check('R10', swap(reportWith(noTables, { era: '2007', fiscalYear: 2013 })))[0]!.status).toBe('PASS');
  });

  test('a file without text is not blamed for what nobody could read', () => {
    expect(check('R10', { ...changed(() => {}), lines: ['', '  '] })[0]!.status).toBe('UNCERTAIN');
  });
});

describe('R11 and R12: dates', () => {
  const dated = (publishedOn: string | null, ...lines: string[]): ReadReport => ({
    ...reportWith(noTables, { era: '2007', fiscalYear: 2013, publishedOn: publishedOn as Day | null }),
    lines,
  });

  test.each([
    '统计期限为2013年1月1日至2013年12月31日。',
    '本报告所列数据的统计期限自2013年1月1日起，至12月31日止。',
    '本年报中所列数据的统计期限从 2013 年 1 月 1 日到 12 月 31 日。',
    '本报告统计数据从2013年1月1日起至2013年12月31日止。',
    '统计时限：1月1日—12月31日',
    '统计期限为２０１３年１月１日至当年12月31日',
  ])('%s is the whole year', (line) => {
    expect(check('R11', dated('2014-03-01', '标题', line))).toMatchObject([{ status: 'PASS', lines: [2] }]);
  });

  test('another period is named with the right one', () => {
    const findings = check('R11', dated('2014-03-01', '统计期限为2012年1月1日至2013年11月30日。'));
    expect(findings).toMatchObject([{ status: 'FAIL', lines: [1] }]);
    expect(findings[0]!.message).toBe(
      '统计期限写的是2012年1月1日至2013年11月30日，2013 年度应当是2013年1月1日至2013年12月31日。',
    );
  });

  test('the period of a project is not the period of the report', () => {
    const read = dated(
      '2014-03-01',
      '工程于2013年3月1日至2013年5月1日施工，本报告附后。',
      '公示期限为3月1日至3月7日。',
      '统计期限为2013年1月1日至2013年12月31日。',
    );
    expect(check('R11', read)[0]!.status).toBe('PASS');
  });

  test('damaged dates and no period are uncertain, no date at all is not assessable', () => {
    expect(check('R11', dated('2014-03-01', '统计期限为2013年1月1日至2013年13月31日。'))[0]!.status).toBe('UNCERTAIN');
    expect(check('R11', dated('2014-03-01', '统计期限为2013111231日。'))).toMatchObject([{ status: 'UNCERTAIN', lines: [1] }]);
    expect(check('R11', dated('2014-03-01', '总结如下。'))[0]!.status).toBe('UNCERTAIN');
    expect(check('R11', dated(null, '总结如下。'))[0]!.status).toBe('NOT_ASSESSABLE');
  });

  test('published before the year was over cannot count it', () => {
    expect(check('R11', dated('2013-12-20', '统计期限为2013年1月1日至2013年12月31日。'))[0]!.status).toBe('FAIL');
  });

  test('late by days, against the due day of its time', () => {
    const late = check('R12', dated('2014-05-27', '发布时间:2014-05-27 00:00'));
    expect(late).toMatchObject([{ status: 'FAIL', lines: [1] }]);
    expect(late[0]!.message).toBe('迟 57 天公布：2014年5月27日公布，应当在2014年3月31日以前公布。');
    expect(blocksRelease(late[0]!)).toBe(false);
    expect(check('R12', dated('2014-03-31'))[0]!.status).toBe('PASS');
    expect(check('R12', dated(null))[0]!.status).toBe('NOT_ASSESSABLE');
    const since2019 = reportWith(noTables, { era: '30', fiscalYear: 2024, publishedOn: '2025-02-01' as Day });
    expect(check('R12', since2019)[0]!.message).toContain('迟 1 天');
  });
});
