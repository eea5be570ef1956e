import type { Example } from '../example.ts';
import { DueDate } from './part.tsx';

const steps = ['2026-09-21 收到申请，次日起算。', '20 个工作日，跳过国庆节 10-01 至 10-07。', '应于 2026-10-26 前答复。'];

export const examples: readonly Example[] = [
  { name: 'explained', html: <DueDate tag={{ tone: 'warn', text: '剩 3 个工作日' }} steps={steps} provisional={false} /> },
  { name: 'provisional', html: <DueDate tag={{ tone: 'ok', text: '剩 38 个工作日' }} steps={steps} provisional /> },
  { name: 'without steps', html: <DueDate tag={{ tone: 'plain', text: '无时限' }} steps={[]} provisional={false} /> },
];
