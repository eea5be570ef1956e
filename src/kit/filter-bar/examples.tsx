import type { Example } from '../example.ts';
import { FilterBar } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'with everything',
    html: (
      <FilterBar
        action="/console/documents"
        search={{ name: 'q', label: '关键词', value: '防火"><', placeholder: '标题、文号' }}
        selects={[{ name: 'state', label: '环节', value: 'review', choices: [{ value: 'review', label: '审查中' }] }]}
        dates={[{ name: 'from', label: '自', value: '2026-11-01' }]}
        keep={{ sort: 'due' }}
        count={17}
        unit="件"
        clearHref="/console/documents"
        download={{ href: '/console/documents/export.xlsx?q=' }}
        feed="/feed.atom"
      />
    ),
  },
];
