import type { Example } from '../example.ts';
import { TokenField } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'in a form',
    html: (
      <form method="post" action="/x">
        <TokenField ctx={{ formToken: 'abc' }} />
        <button type="submit">提交</button>
      </form>
    ),
  },
];
