// Pictures of a report, drawn on the server; each is its own table.
import type { VNode } from 'preact';
import { type Bar, SvgBars } from '../../../../kit/svg-bars/part.tsx';
import type { ReportPictures, Stroke } from '../../pictures.ts';
import { publicFigurePath } from '../addresses.ts';

export function Pictures({ pictures }: { pictures: ReportPictures }): VNode | null {
  const { fiscalYear, months, items, years, outcomes, onTime } = pictures;
  const barsOf = (strokes: readonly Stroke[], unit: string): Bar[] =>
    strokes.map((s) => ({
      label: s.label,
      value: s.value,
      says: `${s.value} ${unit}`,
      href: s.figure === null ? undefined : publicFigurePath(fiscalYear, s.figure),
    }));
  if ([months, items, outcomes, onTime].every((list) => list.length === 0)) return null;
  return (
    <section>
      <h2>看图</h2>
      {outcomes.length > 0 && (
        <SvgBars caption={`${fiscalYear}年依申请公开的办理结果`} heads={['结果', '件数']} bars={barsOf(outcomes, '件')} />
      )}
      {months.length > 0 && (
        <SvgBars caption={`${fiscalYear}年各月主动公开件数`} heads={['月份', '件数']} bars={barsOf(months, '件')} />
      )}
      {items.length > 0 && (
        <SvgBars caption={`${fiscalYear}年公开最多的事项`} heads={['事项', '件数']} bars={barsOf(items, '件')} />
      )}
      {onTime.length > 0 && (
        <SvgBars
          caption={`${fiscalYear}年各单位按期公开率`}
          heads={['单位（办结件数）', '按期率']}
          max={100}
          bars={onTime.map((s) => ({
            // The name may be broken over lines, the figure beside it may not.
            label: `${s.label}（${s.of} 件）`,
            value: s.value,
            says: `${s.value}%`,
            late: s.value < 100,
          }))}
        />
      )}
      {years.length > 1 && <SvgBars caption="三年对比：主动公开件数" heads={['年度', '件数']} bars={barsOf(years, '件')} />}
    </section>
  );
}
