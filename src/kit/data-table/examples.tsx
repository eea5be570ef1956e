import { EmptyState } from '../empty-state/part.tsx';
import type { Example } from '../example.ts';
import { StatusTag } from '../status-tag/part.tsx';
import { type Column, DataTable } from './part.tsx';

interface Line {
  id: string;
  title: string;
  organ: string;
  count: number;
}

const columns: readonly Column<Line>[] = [
  { label: '事项', kind: 'main', cell: (r) => <a href={`/console/documents/${r.id}`}>{r.title}</a> },
  { label: '责任', cell: (r) => r.organ },
  { label: '件数', kind: 'amount', cell: (r) => r.count },
  { label: '时限', cell: () => <StatusTag tone="late">逾期 2 个工作日</StatusTag> },
];
const rows: readonly Line[] = [
  { id: 'a', title: '11 预算决算：2025 年度部门决算', organ: '财政所', count: 1204 },
  {
    id: 'b',
    title: '30 环境整治：关于进一步加强全镇农村人居环境整治和生活垃圾分类收集处理工作检查评分结果的通报',
    organ: '城建办',
    count: 3,
  },
];
const empty = <EmptyState title="没有待办" />;

export const examples: readonly Example[] = [
  { name: 'two rows', html: <DataTable caption="待办事项" columns={columns} rows={rows} rowKey={(r) => r.id} empty={empty} /> },
  {
    name: 'a list on a telephone',
    html: <DataTable caption="公开任务" columns={columns} rows={rows} rowKey={(r) => r.id} stack even empty={empty} />,
  },
  { name: 'no row', html: <DataTable caption="待办事项" columns={columns} rows={[]} rowKey={(r) => r.id} empty={empty} /> },
];
