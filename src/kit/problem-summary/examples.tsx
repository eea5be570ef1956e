import type { Example } from '../example.ts';
import { ProblemSummary } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'two problems',
    html: (
      <ProblemSummary problems={[{ field: 'title', sentence: '请填写标题。' }, { sentence: '这份稿件已经送审，不能再改。' }]} />
    ),
  },
];
