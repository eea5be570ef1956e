import type { Example } from '../example.ts';
import { StatusTag } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'all tones',
    html: (
      <p>
        <StatusTag tone="ok">有效</StatusTag> <StatusTag tone="warn">剩 3 个工作日</StatusTag>{' '}
        <StatusTag tone="late">逾期 2 个工作日</StatusTag> <StatusTag tone="plain">拟稿</StatusTag>
      </p>
    ),
  },
];
