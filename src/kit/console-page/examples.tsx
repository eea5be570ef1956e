import type { Example } from '../example.ts';
import { exampleCtx, exampleVisitor } from '../example-ctx.ts';
import { consolePage } from './part.tsx';

const ctx = exampleCtx({ visitor: exampleVisitor, path: '/console/documents' });

export const examples: readonly Example[] = [
  {
    name: 'a list',
    whole: true,
    html: consolePage(
      ctx,
      {
        title: '拟稿与审查',
        current: 'documents',
        crumbs: [{ label: '待办', href: '/console' }, { label: '拟稿与审查' }],
        notice: '已送审。',
      },
      <p>一件。</p>,
    ).html,
  },
];
