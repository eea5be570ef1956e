// What is aimed at: whom a route is for, which names the program reads, and which values this run takes.
import type { Role } from '../../src/town/roles.ts';
import { policies } from '../../src/web/policy.ts';
import { sourceFiles } from '../architecture/source.ts';
import type { Who } from '../support/sample-sessions.ts';
import { engineKind } from '../support/town.ts';

/** Somebody the route is for, so that what was sent is really looked at. */
export function reader(route: string): Who {
  const policy = policies[route]!;
  if (typeof policy === 'object')
    return (['openness-office', 'drafter'] as const).find((r) => policy.roles.includes(r)) ?? (policy.roles[0] as Role);
  return policy === 'staff' ? 'drafter' : 'nobody';
}

/** Every name the program reads from a query or a form, found in its sources. */
export function names(of: 'query' | 'form'): string[] {
  const call =
    of === 'query'
      ? /\bquery\.\w+\('([A-Za-z]+)'/g
      : /\b(?:form|reader|read|f|r)\.\w+(?:<[^>]*>)?\(\s*'([A-Za-z]+)'|\b\w+(?:<[^>]*>)?\((?:ctx\.)?form, '([A-Za-z]+)'/g;
  const found = sourceFiles('src').flatMap((f) => [...f.text.matchAll(call)].map((m) => (m[1] ?? m[2]) as string));
  return [...new Set(found)].sort();
}

/**
 * Where a whole run goes over both engines (GONGKAI_TEST_HALVES, see scripts/test.mjs), each takes every second value: what is read
 * from a form is read before any table is asked. A run of one engine takes them all.
 */
export function share<T>(values: readonly T[]): readonly [T, number][] {
  const all = values.map((v, i): [T, number] => [v, i]);
  return process.env.GONGKAI_TEST_HALVES ? all.filter(([, i]) => i % 2 === (engineKind === 'postgres' ? 1 : 0)) : all;
}
