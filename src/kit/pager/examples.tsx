import type { Example } from '../example.ts';
import { Pager } from './part.tsx';

const href = (n: number): string => `/catalogue/06?page=${n}`;

export const examples: readonly Example[] = [
  { name: 'one page', html: <Pager total={7} page={1} pageSize={20} href={href} /> },
  { name: 'in the middle of many', html: <Pager total={1204} page={30} pageSize={20} href={href} /> },
];
