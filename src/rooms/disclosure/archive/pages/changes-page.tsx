// What a correction changed, for the folder of its edition.
import { Difference } from '../../../../kit/difference/part.tsx';
import { bodyDifference } from '../../../../town/body-difference.ts';
import type { Edition } from '../../document.ts';
import { wholePage } from './shell.tsx';

export function changesPage(before: Edition, edition: Edition): string {
  const title = `第 ${edition.number} 版改了哪里`;
  return wholePage(
    title,
    <>
      <p class="back">
        <a href="../../index.html">案卷封面</a>
      </p>
      <article class="sheet">
        <h1>{title}</h1>
        <p>更正说明：{edition.changeNote}</p>
        <p class="small">
          <a href={`../${before.number}/text.html`}>第 {before.number} 版全文</a>　
          <a href="text.html">第 {edition.number} 版全文</a>
        </p>
        {before.title !== edition.title && (
          <p>
            标题：<del>{before.title}</del> <ins>{edition.title}</ins>
          </p>
        )}
        <Difference changes={bodyDifference(before.body, edition.body)} />
      </article>
    </>,
  );
}
