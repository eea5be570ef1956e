// The manuals explain every state, every button and every answer by the words that stand on the pages.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectFile } from '../../platform/project.ts';
import { answers } from './answers.ts';
import { deeds } from './deeds.ts';
import { requestStateNames } from './standing.ts';
import { whichNames } from './web/pages/desk-page.tsx';

const page = (name: string): string => readFileSync(projectFile('docs', 'manual', `${name}.md`), 'utf8');
const rowsOf = (text: string): string[] => [...text.matchAll(/^\| ([^|]+?) \|/gm)].map((m) => m[1]!);

describe('the manuals', () => {
  it('give each state a row, for applicants and for the desk', () => {
    for (const name of ['申请公开', '依申请公开办理'])
      expect(rowsOf(page(name)), name).toEqual(expect.arrayContaining(Object.values(requestStateNames)));
  });

  it('give each deed a row by the words on its button, and name no deed that is not there', () => {
    const desk = page('依申请公开办理');
    const buttons = rowsOf(desk.slice(desk.indexOf('### 按钮'), desk.indexOf('## 答复类型'))).filter(
      (r) => !/^(按钮|-+)$/.test(r),
    );
    expect(buttons.sort()).toEqual(
      Object.values(deeds)
        .map((d) => d.label as string)
        .sort(),
    );
  });

  it('name each answer and each view of the list', () => {
    const desk = page('依申请公开办理');
    expect([...Object.values(answers).map((a) => a.name), ...Object.values(whichNames)].filter((w) => !desk.includes(w))).toEqual(
      [],
    );
  });
});
