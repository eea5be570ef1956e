// Where files lie in a folder that is carried away: names that any disk takes, none twice, each file once.
import { safeFileName } from '../../../platform/files/file-name.ts';

/** A disk counts bytes, and a folder may be copied to one that adds some of its own. */
const NAME_BYTES = 180;

export interface NamedFile {
  sha256: string;
  name: string;
}

function fitted(name: string): string {
  const safe = safeFileName(name);
  const ext = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? '';
  let stem = '';
  for (const c of safe.slice(0, safe.length - ext.length)) {
    if (Buffer.byteLength(stem + c + ext) > NAME_BYTES) break;
    stem += c;
  }
  return `${stem.trimEnd()}${ext}`;
}

/** Some disks take names that differ in case alone for one. */
const spelled = (name: string): string => name.normalize('NFKC').toLowerCase();

function unused(name: string, used: ReadonlySet<string>): string {
  const ext = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ext.length);
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${stem}（${n}）${ext}`;
    if (!used.has(spelled(tried))) return tried;
  }
}

/** By digest, `files/…`. The same bytes under two names lie under the first. */
export function filePlaces(files: readonly NamedFile[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const used = new Set<string>();
  for (const f of files) {
    if (places.has(f.sha256)) continue;
    const name = unused(fitted(f.name), used);
    used.add(spelled(name));
    places.set(f.sha256, `files/${name}`);
  }
  return places;
}

/** `归档-11341899999900011F_202611-00012`; what is not of an index number becomes `_`. */
export function archiveFolder(indexNo: string): string {
  return `归档-${indexNo.replace(/[^0-9A-Za-z-]/g, '_')}`;
}

/** For links in pages: each segment by itself, so that no name becomes a query or an address. */
export function hrefOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
