import type { Example } from '../example.ts';
import { SvgBars } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'on-time rate by organ',
    html: (
      <SvgBars
        caption="各部门按期公开率，2026 年 1—11 月"
        heads={['部门', '按期率']}
        max={100}
        bars={[
          { label: '党政办', value: 100, says: '100%', href: '/organs/01' },
          { label: '农业综合服务中心', value: 96.4, says: '96.4%' },
          { label: '财政所', value: 71, says: '71.0%', late: true },
          { label: '城建办', value: 0, says: '0%' },
        ]}
      />
    ),
  },
  {
    name: 'median and spread',
    html: (
      <SvgBars
        caption="办理时间：中位数，线为中间一半"
        heads={['事项', '中位数']}
        bars={[{ label: '宅基地申请', value: 6.4, says: '6.4 日', spread: { from: 3, to: 11 } }]}
      />
    ),
  },
];
