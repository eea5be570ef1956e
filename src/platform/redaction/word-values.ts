// Names inside a Word file that no page shows (styles, fonts, shapes) may hold what is hidden; then they are replaced by
// numbers, the same name by the same number everywhere, so that what refers to it still does.
import { SearchedText, type Sought } from './fold.ts';
import { everyElement, type XmlElement } from './xml-tree.ts';

/** Attributes and elements whose value is somebody's word and not one of a closed list. */
const FREE_ATTRIBUTES: ReadonlySet<string> = new Set(
  'name typeface id type string w:name w:styleId w:ascii w:hAnsi w:eastAsia w:cs w:bookmark spid'.split(' '),
);
const FREE_ELEMENTS: ReadonlySet<string> = new Set(
  'name pStyle rStyle tblStyle basedOn next link numStyleLink styleLink lvlText altName textpath'.split(' '),
);
/** Shorter than this, a passage of plain digits or letters may be a width or a colour. */
const LONG = 9;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function isJudged(elementName: string, attribute: string, value: string, wanted: Sought): boolean {
  if (value.length === 0 || /^xmlns\b/.test(attribute) || attribute === 'uri') return false;
  return (
    FREE_ATTRIBUTES.has(attribute) ||
    FREE_ELEMENTS.has(local(elementName)) ||
    /[^\x20-\x7e]/.test(value) ||
    wanted.text.length >= LONG
  );
}

/** Which of the wanted the value of an attribute could tell, by number. A value that comes often is judged once. */
export class SideValues {
  private readonly judged = new Map<string, readonly number[]>();

  constructor(private readonly wanted: readonly Sought[]) {}

  tellsOf(elementName: string, attribute: string, value: string): readonly number[] {
    const key = `${elementName} ${attribute} ${value}`;
    const known = this.judged.get(key);
    if (known) return known;
    const text = new SearchedText(value);
    const told = this.wanted.flatMap((w, i) => (isJudged(elementName, attribute, value, w) && text.count(w) > 0 ? [i] : []));
    this.judged.set(key, told);
    return told;
  }
}

export class Renaming {
  private readonly names = new Map<string, string>();
  private readonly values: SideValues;

  constructor(wanted: readonly Sought[]) {
    this.values = new SideValues(wanted);
  }

  rename(root: XmlElement): void {
    for (const node of everyElement(root)) {
      // These are stories and have been through their own treatment.
      if (node.name === 'v:textpath' || node.name === 'w:lvlText') continue;
      for (const [key, value] of node.attrs)
        if (!key.startsWith('r:') && this.values.tellsOf(node.name, key, value).length > 0)
          node.attrs.set(key, this.nameFor(value));
    }
  }

  private nameFor(value: string): string {
    const known = this.names.get(value) ?? `gk${this.names.size + 1}`;
    this.names.set(value, known);
    return known;
  }
}
