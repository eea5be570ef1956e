// What somebody probably meant whose address leads nowhere: a stroke too many at its end, small letters in an index number,
// a catalogue number without its nought. A guess to offer, never a redirection.
const small = /^\/documents\/([0-9A-Za-z]{9,18})\/(\d{4,8})-(\d{1,5})$/;

/** Another address of this site, without a query; null when nothing is near. `path` is this site's own, query included. */
export function nearAddress(path: string): string | null {
  const [asked = ''] = path.split(/[?#]/);
  if (!/^\/[\w\-./%]{1,200}$/.test(asked) || asked.startsWith('//')) return null;
  const trimmed = asked.replace(/\/+$/, '');
  const near = withNumbers(trimmed);
  return near === asked || near === '' ? null : near;
}

function withNumbers(path: string): string {
  const item = /^\/(catalogue|kiosk\/items)\/(\d)$/.exec(path);
  if (item) return `/${item[1]}/0${item[2]}`;
  const document = small.exec(path);
  if (document) return `/documents/${document[1]!.toUpperCase()}/${document[2]}-${document[3]!.padStart(5, '0')}`;
  return path;
}
