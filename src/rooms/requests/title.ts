// 事由: what lists, the public log and suggestions call a request. It is public, so that nobody is named in it.
import { maskPersonalData } from '../checks/door.ts';

export const TITLE_MOST = 60;

export function titleProblem(
  title: string,
): { code: 'title-missing' | 'text-long' | 'title-personal'; field: string; facts?: { most: number } } | null {
  if (title.trim() === '') return { code: 'title-missing', field: 'title' };
  if ([...title].length > TITLE_MOST) return { code: 'text-long', field: 'title', facts: { most: TITLE_MOST } };
  return maskPersonalData(title).text === title ? null : { code: 'title-personal', field: 'title' };
}
