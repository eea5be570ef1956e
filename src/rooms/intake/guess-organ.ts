// Whose document it was: the 来源 of the old page matched to the organs of this town.
import type { Organ } from '../people/door.ts';

export type NamedOrgan = Pick<Organ, 'id' | 'code' | 'name' | 'shortName' | 'kind'>;

/** Spaces, quotes and brackets are typed differently everywhere. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s"'“”《》()[\]【】]/g, '');
}

/** The one organ a person means by its code, its name or its short name, or null. */
export function organNamed(given: string, organs: readonly NamedOrgan[]): NamedOrgan | null {
  const text = given.normalize('NFKC').trim();
  const found = organs.filter((o) => o.code === text || o.name === text || o.shortName === text || plain(o.name) === plain(text));
  return found.length === 1 ? found[0]! : null;
}

/**
 * The one organ a source names: exactly, at its end (`港口镇财政所`), or somewhere inside, in this order; the longer name
 * wins. Null when none or several fit equally well.
 */
export function guessOrgan(source: string, organs: readonly NamedOrgan[], townName: string): NamedOrgan | null {
  const text = plain(source);
  if (text === '') return null;
  const exact = organNamed(source, organs);
  if (exact) return exact;
  if (text.endsWith(townName) || text.endsWith(`${townName}政府`)) return organs.find((o) => o.kind === 'town') ?? null;
  const names = (o: NamedOrgan): readonly string[] => [plain(o.name), plain(o.shortName)].filter((n) => n.length >= 2);
  for (const fits of [(n: string) => text.endsWith(n), (n: string) => text.includes(n)]) {
    const found = organs
      .map((o) => ({
        o,
        length: Math.max(
          0,
          ...names(o)
            .filter(fits)
            .map((n) => n.length),
        ),
      }))
      .filter((f) => f.length > 0)
      .sort((a, b) => b.length - a.length);
    const [best, next] = found;
    if (best) return next && next.length === best.length ? null : best.o;
  }
  return null;
}
