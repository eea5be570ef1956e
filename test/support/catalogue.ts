// A small catalogue for the tests of any room: one item with a formation limit, a quarterly, a village and a yearly cadence.
import type { ItemWish } from '../../src/rooms/catalogue/door.ts';
import type { SamplePeople } from './people.ts';

export function sampleItem(people: SamplePeople, more: Partial<ItemWish> = {}): ItemWish {
  return {
    category: '财政财务',
    name: '专项资金与惠农补贴',
    shortName: '惠农补贴',
    elements: ['政策', '对象', '标准', '金额'],
    organId: people.finance.id,
    coOrganIds: [people.office.id],
    basis: ['条例2019#21'],
    limits: ['WD20', '>=CD7'],
    limitText: '发放后20个工作日内',
    cadences: [
      {
        key: 'payments',
        name: '补贴发放汇总',
        rhythm: 'quarterly',
        due: { kind: 'after-period', limit: 'WD20' },
        organIds: [people.finance.id],
      },
    ],
    villageCadences: [
      {
        key: 'village-payments',
        name: '补贴发放明细',
        rhythm: 'monthly',
        due: { kind: 'after-period', limit: 'WD10' },
        organIds: [people.village.id],
      },
    ],
    channels: ['网', '村'],
    audience: 'both',
    mode: '主动',
    level: '镇村',
    notes: '',
    ...more,
  };
}
