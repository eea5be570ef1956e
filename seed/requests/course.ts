// Courses many requests take, so that the data read like a register.
import type { AnswerCode, AnswerWords } from '../../src/rooms/requests/door.ts';
import type { SeedAnswer, SeedStep } from './types.ts';

/** Proposed on a working day after receipt; what is not said otherwise is signed that day and sent out the next. */
export function answered(
  code: AnswerCode,
  day: number,
  words: Partial<AnswerWords>,
  more: Partial<Omit<SeedAnswer, 'do' | 'code' | 'words'>> = {},
): SeedStep {
  return { do: 'answer', code, day, words, ...more };
}

export const collect = (what: string): Partial<AnswerWords> => ({
  where: `${what}，持有效身份证件到镇政务公开办公室（振兴路 18 号镇政府三楼 301 室）领取，不收费`,
});

export const posted = (what: string): Partial<AnswerWords> => ({ where: `${what}，随本答复书邮寄` });

export const mailed = (what: string): Partial<AnswerWords> => ({ where: `${what}，随本答复书发到申请表所填的电子邮箱` });
