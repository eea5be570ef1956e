import type { Example } from '../example.ts';
import { Clock } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'held in between',
    html: (
      <Clock
        spans={[
          { kind: 'run', days: 8 },
          { kind: 'hold', days: 15 },
          { kind: 'run', days: 4 },
          { kind: 'left', days: 8 },
        ]}
      />
    ),
  },
  {
    name: 'past its end',
    html: (
      <Clock
        spans={[
          { kind: 'run', days: 20 },
          { kind: 'over', days: 3 },
        ]}
      />
    ),
  },
];
