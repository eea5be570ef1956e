import type { Example } from '../example.ts';
import { EmptyState } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'with a way on',
    html: (
      <EmptyState title="没有符合条件的文件">
        <p>
          换个关键词，或<a href="/catalogue">按目录查找</a>。
        </p>
      </EmptyState>
    ),
  },
];
