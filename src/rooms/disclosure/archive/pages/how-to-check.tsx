// How whoever receives an archive checks it, with this program and without; the same steps as README.txt has.
import type { VNode } from 'preact';
import type { ArchiveIndex } from '../archive-index.ts';
import { byHand, withProgram } from '../check-steps.ts';

export function HowToCheck({ index }: { index: ArchiveIndex }): VNode {
  return (
    <section id="check">
      <h2>怎样核对</h2>
      <p>
        都不用联网，也不用相信移交单位。存证公钥请和移交单位公开栏上张贴的存证单核对：
        {index.ledger ? <code>{index.ledger.vkey}</code> : '（没有存证）'}
      </p>
      {[withProgram(index), byHand(index)].map((part) => (
        <div key={part.title}>
          <h3>{part.title}</h3>
          {part.steps.map((s) => (
            <div key={s.said}>
              <p>{s.said}</p>
              {s.lines.length > 0 && <pre>{s.lines.join('\n')}</pre>}
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}
