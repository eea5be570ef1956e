import type { Example } from '../example.ts';
import { DecisionLine } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'not all taken',
    html: (
      <DecisionLine
        steps={[
          { state: 'done', name: '拟稿', who: '城建办 赵示范', when: '11-20 09:10' },
          { state: 'skipped', name: '部门审核' },
          { state: 'done', name: '发布' },
        ]}
      />
    ),
  },
  {
    name: 'half way',
    html: (
      <DecisionLine
        steps={[
          { state: 'done', name: '拟稿', who: '民政所 赵示范', when: '11-14 09:10' },
          { state: 'done', name: '部门审核', who: '李样例', when: '11-17 16:02', opinion: '同意，名单已与市民政系统核对。' },
          { state: 'now', name: '保密审查', who: '党政办' },
          { state: 'todo', name: '镇长签发' },
        ]}
      />
    ),
  },
];
