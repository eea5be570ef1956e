import type { Example } from '../example.ts';
import { FactRow } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'four figures',
    html: (
      <FactRow
        facts={[
          { value: '2', label: '已逾期', late: true, href: '/console?state=late' },
          { value: '1,204', label: '本年主动公开' },
          { value: '99.2%', label: '按期公开率' },
          { value: '6.4 日', label: '依申请平均答复（法定 20）' },
        ]}
      />
    ),
  },
];
