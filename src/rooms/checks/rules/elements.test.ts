import { describe, expect, it } from 'vitest';
import { isPresent } from './elements.ts';

const rich =
  '根据《社会救助暂行办法》，现将11月城乡居民最低生活保障对象名单予以公布，适用本镇范围。每人每月612元，合计12240元。公示期自公布之日起7个工作日。监督电话：0563-4000123。';
const empty = '各村要高度重视，狠抓落实。';

describe('elements of a catalogue item', () => {
  it('misses what is not there', () => {
    for (const e of ['依据', '时限', '监督电话', '金额', '办公地址', '标准', '候选人'])
      expect(isPresent(e, empty), e).toBe(false);
    expect(isPresent('依据', '')).toBe(false);
    expect(isPresent('水源地划定坐标', rich)).toBe(false);
  });

  it('finds what is there under another word', () => {
    for (const e of ['依据', '范围', '时限', '监督电话', '金额', '标准', '审核/审批名单', '政策依据', '公示期限'])
      expect(isPresent(e, rich), e).toBe(true);
    expect(isPresent('文号', '全文', { docNo: '港政〔2026〕3号' })).toBe(true);
  });

  it('finds an element it has no signs for by its own words', () => {
    expect(isPresent('垃圾分类投放点', '本镇垃圾分类桶和投放点见下表')).toBe(true);
  });
});
