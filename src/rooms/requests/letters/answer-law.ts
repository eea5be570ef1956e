// Which articles the letter of each answer names. It may name more than answers.ts counts it under: 条例2019#36 says how an answer
// is told, #14 to #16 why it is a refusal.
import type { Regulation } from '../../../town/law.ts';
import { type AnswerCode, lawOf } from '../answers.ts';
import { statutes } from './statute.ts';

type Cited = string | readonly [string, string];

const cited2019: Readonly<Record<AnswerCode, readonly Cited[]>> = {
  A1: [['条例2019#36', '第（一）项']],
  A2: [['条例2019#36', '第（二）项']],
  A3: ['条例2019#37'],
  B1: ['条例2019#14', ['条例2019#36', '第（三）项']],
  B2: ['条例2019#14', ['条例2019#36', '第（三）项']],
  B3: ['条例2019#14', ['条例2019#36', '第（三）项']],
  B4: ['条例2019#15', '条例2019#32', ['条例2019#36', '第（三）项']],
  B5: [
    ['条例2019#16', '第一款'],
    ['条例2019#36', '第（三）项'],
  ],
  B6: [
    ['条例2019#16', '第二款'],
    ['条例2019#36', '第（三）项'],
  ],
  B7: [
    ['条例2019#16', '第二款'],
    ['条例2019#36', '第（三）项'],
  ],
  B8: [['条例2019#36', '第（七）项']],
  C1: [['条例2019#36', '第（四）项']],
  C2: ['条例2019#38'],
  C3: ['条例2019#30'],
  D1: [['条例2019#39', '第一款']],
  D2: [['条例2019#36', '第（六）项']],
  D3: [['条例2019#39', '第二款']],
  D4: ['条例2019#35'],
  D5: ['条例2019#36'],
  E1: ['条例2019#30'],
  E2: ['国办函〔2020〕109号'],
  E3: ['条例2019#36'],
};

const refused2007: readonly Cited[] = ['条例2007#14', ['条例2007#21', '第（二）项']];
/** Not among what 条例2007#14 names: it was what was told under the second item that carried it. */
const told2007: readonly Cited[] = [['条例2007#21', '第（二）项']];

const cited2007: Readonly<Partial<Record<AnswerCode, readonly Cited[]>>> = {
  A1: [['条例2007#21', '第（一）项']],
  A2: [['条例2007#21', '第（一）项']],
  A3: ['条例2007#22'],
  B1: refused2007,
  B2: refused2007,
  B3: ['条例2007#8', ['条例2007#21', '第（二）项']],
  B4: ['条例2007#14', '条例2007#23', ['条例2007#21', '第（二）项']],
  B5: told2007,
  B6: told2007,
  B7: told2007,
  B8: told2007,
  C1: [['条例2007#21', '第（三）项']],
  C2: ['条例2007#2', '条例2007#21'],
  C3: [['条例2007#21', '第（四）项']],
  E3: ['条例2007#21'],
};

/** The articles in full, as a letter names them; null where that version knows no such answer. */
export function answerLaw(code: AnswerCode, regulation: Regulation, notOurs = false): string | null {
  if (lawOf(code, regulation) === null) return null;
  if (regulation === '条例2019')
    return code === 'C1' && notOurs ? statutes(['条例2019#36', '第（五）项']) : statutes(...cited2019[code]);
  const cited = cited2007[code];
  return cited ? statutes(...cited) : null;
}

/** Why a part is withheld, without the article on how it is told. */
export function withholdingLaw(codes: readonly AnswerCode[], regulation: Regulation): string {
  const cited = codes.flatMap((code) => (regulation === '条例2019' ? cited2019[code] : (cited2007[code] ?? [])));
  const told = /#(36|21|32)$/;
  const grounds = cited.filter((c) => !told.test(typeof c === 'string' ? c : c[0]));
  const seen = new Set<string>();
  return statutes(...grounds.filter((c) => !seen.has(String(c)) && seen.add(String(c))));
}
