// What a document page shows, read from its tree: the browser makes the tree with its own parser, the command line with another.
// Only places that are compared with the ledger are read; what lies beside them is named when it could cover them.

export interface PageElement {
  /** Lower case. */
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly PageNode[];
}
export type PageNode = PageElement | string;

export interface ShownField {
  text: string;
  /** Addresses of the links in it. */
  links: readonly string[];
  /** `datetime` of the first <time>. */
  time: string | null;
}

export interface ShownAttachment {
  name: string;
  sha256: string;
  href: string;
}

export interface PageReading {
  indexNo: string | null;
  edition: number | null;
  title: string | null;
  /** By `data-field`. A field that stands twice is in `extra`. */
  fields: ReadonlyMap<string, ShownField>;
  /** Inside of the one div.prose; null when there is none. */
  body: readonly PageNode[] | null;
  attachments: readonly ShownAttachment[];
  /** Things that have no place in the sheet, in words: a second text, a block of unknown kind. */
  extra: readonly string[];
  /** Things anywhere on the page that could hide or change what is read, in words. */
  foreign: readonly string[];
}

/** The text as one line, for titles and fields; texts of the body are compared to the letter. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u3000]+/g, ' ').trim();
}

export function textOf(node: PageNode): string {
  return typeof node === 'string' ? node : node.name === 'br' ? '\n' : node.children.map(textOf).join('');
}

function hasClass(element: PageElement, name: string): boolean {
  return (element.attrs.class ?? '').split(/\s+/).indexOf(name) >= 0;
}

/** Those below, outermost first, with the elements they stand in. */
function everyElement(root: PageElement, see: (element: PageElement, above: readonly PageElement[]) => void): void {
  const walk = (element: PageElement, above: readonly PageElement[]): void => {
    const below = [...above, element];
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      see(child, below);
      walk(child, below);
    }
  };
  walk(root, []);
}

function findAll(root: PageElement, wanted: (element: PageElement) => boolean): readonly PageElement[] {
  const found: PageElement[] = [];
  everyElement(root, (element) => {
    if (wanted(element)) found.push(element);
  });
  return found;
}

function fieldOf(dd: PageElement): ShownField {
  const links = findAll(dd, (e) => e.name === 'a').map((a) => a.attrs.href ?? '');
  const time = findAll(dd, (e) => e.name === 'time')[0];
  return { text: oneLine(textOf(dd)), links, time: time?.attrs.datetime ?? null };
}

/** Parts of the sheet that are the site's own words: notices, the copy of the seal for paper. */
function isOwnWord(element: PageElement): boolean {
  return ['notice', 'seal', 'print-only', 'screen-only', 'decisions'].some((c) => hasClass(element, c));
}

function extraOf(sheet: PageElement): string[] {
  const counts: Record<string, number> = { title: 0, meta: 0, prose: 0 };
  const extra: string[] = [];
  for (const child of sheet.children) {
    if (typeof child === 'string') {
      if (oneLine(child) !== '') extra.push(`一段文字“${clip(oneLine(child))}”`);
    } else if (child.name === 'h1') counts.title!++;
    else if (child.name === 'dl' && hasClass(child, 'meta')) counts.meta!++;
    else if (child.name === 'div' && hasClass(child, 'prose')) counts.prose!++;
    else if (!isOwnWord(child)) {
      const text = oneLine(textOf(child));
      extra.push(text === '' ? `一个多余的 <${child.name}>` : `一块内容“${clip(text)}”`);
    }
  }
  if (counts.title! > 1) extra.push('第二个标题');
  if (counts.meta! > 1) extra.push('第二张信息表');
  if (counts.prose! > 1) extra.push('第二份正文');
  return extra;
}

function clip(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

const foreignElements: Readonly<Record<string, string>> = {
  style: '内嵌的样式',
  iframe: '内嵌的网页',
  frame: '内嵌的网页',
  frameset: '内嵌的网页',
  object: '内嵌的程序',
  embed: '内嵌的程序',
  applet: '内嵌的程序',
  base: '改变网址含义的标记',
};

function foreignWord(element: PageElement): string | null {
  const { name, attrs } = element;
  if (name === 'script') return /^application\/ld\+json$/i.test(attrs.type ?? '') ? null : '脚本';
  if (name === 'meta' && attrs['http-equiv'] !== undefined && /refresh/i.test(attrs['http-equiv'])) return '自动跳转';
  const word = Object.hasOwn(foreignElements, name) ? foreignElements[name]! : null;
  if (word !== null) return word;
  const odd = Object.keys(attrs).filter((a) => a === 'style' || /^on/.test(a));
  return odd.length > 0 ? `写在 <${name}> 上的${odd[0] === 'style' ? '样式' : '脚本'}` : null;
}

function foreignOf(root: PageElement, sheet: PageElement | undefined): readonly string[] {
  const found = new Set<string>();
  everyElement(root, (element, above) => {
    const word = foreignWord(element);
    if (word !== null) found.add(word);
    const covers = element === sheet || above.some((a) => a === sheet) || (sheet !== undefined && contains(element, sheet));
    if (covers && element.attrs.hidden !== undefined) found.add(`写在 <${element.name}> 上的隐藏标记`);
  });
  return [...found];
}

function contains(element: PageElement, wanted: PageElement): boolean {
  return element.children.some((c) => typeof c !== 'string' && (c === wanted || contains(c, wanted)));
}

function isSheet(element: PageElement): boolean {
  return element.name === 'article' && hasClass(element, 'sheet');
}

/** Whether this is one of our document pages at all. */
export function isDocumentPage(root: PageElement): boolean {
  return findAll(root, (e) => isSheet(e) && e.attrs['data-index-no'] !== undefined).length > 0;
}

export function readPage(root: PageElement): PageReading {
  const sheets = findAll(root, isSheet);
  const sheet = sheets[0];
  const children = (sheet?.children ?? []).filter((c): c is PageElement => typeof c !== 'string');
  const title = children.filter((c) => c.name === 'h1')[0];
  const prose = children.filter((c) => c.name === 'div' && hasClass(c, 'prose'))[0];
  const extra = sheet ? extraOf(sheet) : [];
  if (sheets.length > 1) extra.push('第二份文件');
  const fields = new Map<string, ShownField>();
  for (const dd of findAll(root, (e) => e.attrs['data-field'] !== undefined)) {
    const name = dd.attrs['data-field']!;
    if (fields.has(name)) extra.push(`重复的一栏“${clip(oneLine(textOf(dd)))}”`);
    else fields.set(name, fieldOf(dd));
  }
  const edition = sheet?.attrs['data-edition'] ?? '';
  return {
    indexNo: sheet?.attrs['data-index-no'] ?? null,
    edition: /^[1-9][0-9]{0,5}$/.test(edition) ? Number(edition) : null,
    title: title ? oneLine(textOf(title)) : null,
    fields,
    body: prose ? prose.children : null,
    attachments: findAll(root, (e) => e.name === 'a' && e.attrs['data-sha256'] !== undefined).map((a) => ({
      name: oneLine(textOf(a)),
      sha256: a.attrs['data-sha256']!,
      href: a.attrs.href ?? '',
    })),
    extra,
    foreign: foreignOf(root, sheet),
  };
}
