import { describe, expect, it } from 'vitest';
import { day } from '../../../town/day.ts';
import { findNumbers } from './numbers.ts';
import { findPersons } from './persons.ts';
import { findTraces } from './traces.ts';

const kinds = (text: string) => findTraces(text).map((t) => t.kind);
const persons = (text: string) => findPersons(text, findNumbers(text), day('2026-11-23')).map((p) => p.kind);

describe('traces of a person without a check digit', () => {
  it('does not take offices and codes for private persons', () => {
    const harmless = [
      'gangkou@town.gov.cn',
      '皖政〔2026〕12号',
      '项目编号E12345678',
      '办公地址：港口镇人民路12号',
      '开标地点：镇政府办公楼3幢2单元301室',
      '皖ICP备12345678号',
      '住宅用地出让',
    ];
    for (const text of harmless) expect(kinds(text), text).toEqual([]);
  });

  it('sees e-mail, plate, passport and home address', () => {
    expect(kinds('邮箱 li.yangli@example.com')).toEqual(['email']);
    expect(kinds('车牌皖P·12345')).toEqual(['plate']);
    expect(kinds('号牌皖PD12345（新能源）')).toEqual(['plate']);
    expect(kinds('护照号：E12345678')).toEqual(['passport']);
    expect(kinds('家庭住址：港口镇山门村老屋组12号')).toEqual(['home-address']);
    expect(kinds('阳光花园3幢2单元501室')).toEqual(['home-address']);
  });

  it('takes no general rule for a child or a patient', () => {
    for (const text of [
      '年满16周岁的村民',
      '男，60周岁以上',
      '患有重大疾病的人员可以申请',
      '困境儿童：关爱服务工作',
      '残疾人两项补贴',
      '女16周岁至18周岁',
    ])
      expect(persons(text), text).toEqual([]);
  });

  it('sees a named child, by age, by list and by the birthday in the number', () => {
    expect(persons('王样例，男，12岁')).toEqual(['minor']);
    expect(persons('孤儿姓名：李样例')).toEqual(['minor']);
    expect(persons('110105201503070013')).toEqual(['minor']);
    expect(persons('11010519491231002X')).toEqual([]);
  });

  it('sees what a named person suffers from', () => {
    expect(persons('村民王样例因患尿毒症')).toEqual(['health']);
    expect(persons('李样例，患肺结核')).toEqual(['health']);
    expect(persons('残疾证号：1101051949')).toEqual(['health']);
  });
});
