import type { Example } from '../example.ts';
import { type Square, Squares, SquaresKey } from './part.tsx';

const square = (code: string, short: string, state: Square['state'], says: string): Square => ({
  code,
  short,
  name: short,
  state,
  says,
  href: `/catalogue/${code}`,
});

const entries: readonly Square[] = [
  square('01', '机构职能', 'on-time', '按期'),
  square('11', '预算决算', 'late', '逾期 2 个工作日'),
  square('17', '干部任用', 'soon', '3 日内到期'),
  square('24', '房屋征收', 'none', '本镇无此事项'),
];

export const examples: readonly Example[] = [
  {
    name: 'each state',
    html: (
      <section>
        <Squares entries={entries} label="三十三项目录的公开情况" />
        <SquaresKey entries={entries} soonWithin="7 日内" updated="2026-11-23 更新" />
      </section>
    ),
  },
];
