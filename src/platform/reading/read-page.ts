// Pages saved from a site: the article is found by its usual containers, its facts by the meta elements of 政府网站 pages.
import { cleanImage } from '../files/image.ts';
import type { DecodedText } from './decode-text.ts';
import { elementToBody } from './html-to-body.ts';
import { type Element, findElement, findElements, htmlTree, textOf } from './html-tree.ts';
import { momentIn, type PageFacts, undress } from './page-furniture.ts';
import { pictureOf, type RawDocument, type ReadPicture } from './raw-document.ts';

/** In order of trust: containers that content systems of government sites use for the text itself. */
const CONTAINERS: readonly ((id: string, classes: readonly string[], name: string) => boolean)[] = [
  (id) => /^(?:zoom|ucap-content|zoomcon|articlecontent|newscontent|content_text|fontzoom)$/.test(id),
  (_, classes) =>
    classes.some((c) =>
      /^(?:trs_editor|trs_ueditor|trs_editor_view|view|j-fontcontent|article-content|article_content|news_content|wzcon|pages_content|xxgk_content)$/.test(
        c,
      ),
    ),
  (_id, _classes, name) => name === 'article',
  (id, classes) => id === 'content' || classes.includes('content'),
  (_id, _classes, name) => name === 'main',
];

function articleIn(root: Element): Element | null {
  for (const fits of CONTAINERS) {
    const found = findElement(root, (e) =>
      fits((e.attrs.id ?? '').toLowerCase(), (e.attrs.class ?? '').toLowerCase().split(/\s+/), e.name),
    );
    if (found && textOf(found).trim().length > 40) return found;
  }
  return null;
}

function metaFacts(root: Element): Partial<PageFacts> {
  const metas = new Map(
    findElements(root, (e) => e.name === 'meta').map((e) => [(e.attrs.name ?? '').toLowerCase(), (e.attrs.content ?? '').trim()]),
  );
  const moment = momentIn(metas.get('pubdate') ?? '');
  const h1 = findElement(root, (e) => e.name === 'h1');
  const title = metas.get('articletitle') || (h1 ? textOf(h1).replace(/\s+/g, ' ').trim() : '');
  return {
    title,
    source: metas.get('contentsource') ?? '',
    ...(moment ? { publishedOn: moment.on, publishedAt: moment.at } : {}),
  };
}

/** Embedded pictures (data:) are drawn anew; pictures elsewhere are never fetched. */
async function embedded(root: Element): Promise<ReadonlyMap<string, ReadPicture>> {
  const found = new Map<string, ReadPicture>();
  for (const { attrs } of findElements(root, (e) => e.name === 'img').slice(0, 200)) {
    const src = attrs.src ?? '';
    const m = /^data:image\/(?:(png)|jpe?g);base64,([A-Za-z0-9+/=\s]+)$/.exec(src);
    const clean = m ? await cleanImage(Buffer.from(m[2]!, 'base64'), m[1] ? 'png' : 'jpg') : null;
    if (clean?.ok) found.set(src, pictureOf(clean.value.bytes, clean.value.kind));
  }
  return found;
}

/** Facts as the lines of the whole page state them; the article itself may stand below them. */
function lineFacts(root: Element): PageFacts {
  const { body } = elementToBody(root, { page: true });
  const lines = body.content.map((b) =>
    'content' in b && (b.type === 'paragraph' || b.type === 'heading')
      ? (b.content ?? []).map((n) => (n.type === 'text' ? n.text : ' ')).join('')
      : '',
  );
  return undress(lines).facts;
}

export async function readPage({ text, encoding }: DecodedText): Promise<RawDocument> {
  const { root, cut } = htmlTree(text);
  const article = articleIn(root);
  const pictures = await embedded(article ?? root);
  const { body, warnings } = elementToBody(article ?? root, { page: true, picture: (src) => pictures.get(src)?.sha256 ?? null });
  const stated = metaFacts(root);
  const lines = article ? lineFacts(root) : null;
  const facts: Partial<PageFacts> = {
    title: stated.title || lines?.title || '',
    source: stated.source || lines?.source || '',
    docNo: lines?.docNo ?? '',
    breadcrumb: lines?.breadcrumb ?? [],
    publishedOn: stated.publishedOn ?? lines?.publishedOn ?? null,
    publishedAt: stated.publishedAt ?? lines?.publishedAt ?? null,
  };
  return {
    body,
    facts,
    images: [...new Map([...pictures.values()].map((p) => [p.sha256, p])).values()],
    warnings: cut ? [...warnings, 'content-cut'] : warnings,
    hidden: [],
    encoding,
  };
}
