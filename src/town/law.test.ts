import { describe, expect, it } from 'vitest';
import { citation } from './citation.ts';
import { day } from './day.ts';
import { explainDue } from './deadline.ts';
import { annualReportDue, proactiveLimit, regulationOn } from './law.ts';

describe('the version of the Regulation', () => {
  it('there was none before 2008-05-01, so nothing was owed', () => {
    expect(regulationOn(day('2008-04-30'))).toBeNull();
    expect(proactiveLimit(day('2008-04-30'))).toBeNull();
  });

  it.each([
    ['2008-05-01', '条例2007', '条例2007#18'],
    ['2019-05-14', '条例2007', '条例2007#18'],
    ['2019-05-15', '条例2019', '条例2019#26'],
    ['2026-11-23', '条例2019', '条例2019#26'],
  ])('on %s it is %s, and twenty working days to publish', (on, regulation, law) => {
    expect(regulationOn(day(on))).toBe(regulation);
    expect(proactiveLimit(day(on))).toEqual({ limit: { unit: 'working', days: 20 }, law });
  });

  it('puts the annual report on 31 March up to 2018 and on 31 January after it', () => {
    expect([2013, 2018, 2019, 2025].map((year) => annualReportDue(year).due)).toEqual([
      '2014-03-31',
      '2019-03-31',
      '2020-01-31',
      '2026-01-31',
    ]);
    expect(explainDue(annualReportDue(2018).steps)[0]).toContain('《政府信息公开条例》（2007年）第31条');
  });
});

describe('a citation', () => {
  it.each([
    ['国办发〔2018〕118号', '国办发〔2018〕118号'],
    ['条例2019#', '条例2019#'],
    ['行政处罚法#48', '《行政处罚法》第48条'],
    ['条例2019#33', '《政府信息公开条例》（2019年修订）第33条'],
    ['条例2007', '《政府信息公开条例》（2007年）'],
  ])('%s is printed %s', (law, printed) => {
    expect(citation(law)).toBe(printed);
  });
});
