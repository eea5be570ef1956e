// What a correction changed, readable in black and white and aloud: a word before each changed block,
// underline for what came, a stroke through what went. Long unchanged stretches fold to a line.
import type { VNode } from 'preact';
import type { BodyChange, PieceKind, TextPart } from '../../town/body-difference.ts';

const pieces: Readonly<Record<PieceKind, string>> = {
  paragraph: '',
  heading: '标题',
  item: '列表',
  row: '表格',
  image: '图片',
  rule: '分隔线',
};

/** Unchanged blocks shown on each side of a change. */
const CONTEXT = 1;

function Part({ part }: { part: TextPart }): VNode {
  if (part.kind === 'same') return <>{part.text}</>;
  return part.kind === 'added' ? (
    <ins>
      <span class="sr-only">［新增］</span>
      {part.text}
      <span class="sr-only">［完］</span>
    </ins>
  ) : (
    <del>
      <span class="sr-only">［删去］</span>
      {part.text}
      <span class="sr-only">［完］</span>
    </del>
  );
}

function Change({ change }: { change: BodyChange }): VNode {
  const look = change.piece === 'heading' ? 'heading' : undefined;
  const kind = pieces[change.piece];
  const shown = (text: string): string =>
    change.piece === 'image' ? `［图片：${text}］` : change.piece === 'rule' ? '［分隔线］' : text;
  if (change.kind === 'same') return <p class={look}>{shown(change.text)}</p>;
  if (change.kind !== 'changed') {
    return (
      <p class={look}>
        <span class="what">
          {change.kind === 'added' ? '新增' : '删去'}
          {kind}
        </span>
        {change.kind === 'added' ? <ins>{shown(change.text)}</ins> : <del>{shown(change.text)}</del>}
      </p>
    );
  }
  return (
    <p class={look}>
      <span class="what">{change.only === 'link' ? '改链接' : change.only === 'format' ? '改格式' : `改${kind}`}</span>
      {change.parts.map((part, i) => (
        <Part key={`${i} ${part.kind}`} part={part} />
      ))}
    </p>
  );
}

/** Runs of blocks: those to show, and those to fold. */
function folded(changes: readonly BodyChange[]): readonly { fold: boolean; changes: readonly BodyChange[] }[] {
  const near = changes.map((_, i) => changes.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some((c) => c.kind !== 'same'));
  const runs: { fold: boolean; changes: BodyChange[] }[] = [];
  changes.forEach((change, i) => {
    const last = runs.at(-1);
    if (last && last.fold === !near[i]) last.changes.push(change);
    else runs.push({ fold: !near[i], changes: [change] });
  });
  return runs.map((run) => (run.changes.length > 2 ? run : { ...run, fold: false }));
}

export function Difference({ changes }: { changes: readonly BodyChange[] }): VNode {
  if (changes.every((c) => c.kind === 'same')) return <p class="notice">两版正文相同。</p>;
  return (
    <div class="diff">
      {folded(changes).map((run, i) =>
        run.fold ? (
          <details key={String(i)}>
            <summary>未改动的 {run.changes.length} 段</summary>
            {run.changes.map((change, j) => (
              <Change key={String(j)} change={change} />
            ))}
          </details>
        ) : (
          run.changes.map((change, j) => <Change key={`${i}.${j}`} change={change} />)
        ),
      )}
    </div>
  );
}
