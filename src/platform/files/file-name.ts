// Names that strangers give to files, made fit for a disk, a header and a reader's eye.

/** Controls, direction marks and zero-width characters: invisible, and used to show `exe` as `fdp`. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]|\p{Cs}/gu;
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i;
const LONGEST = 120;

/** A name without folders, controls, direction overrides or characters some system forbids; never empty, the extension kept. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').replace(INVISIBLE, '').split(/[/\\]/).at(-1)!;
  const clean = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const ext = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  const stem = Array.from(ext ? clean.slice(0, -ext.length) : clean)
    .slice(0, LONGEST - ext.length)
    .join('')
    .trimEnd();
  const whole = stem === '' ? `文件${ext}` : `${stem}${ext}`;
  return DEVICE.test(whole) ? `_${whole}` : whole;
}

/** Header value for a download (RFC 6266): a plain form for old programs and the exact one in UTF-8. Never inline. */
export function contentDisposition(name: string): string {
  const safe = safeFileName(name);
  const ext = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? '';
  const stem = safe.slice(0, safe.length - ext.length).replace(/[^A-Za-z0-9 ._-]/g, '_');
  const plain = /[A-Za-z0-9]/.test(stem) ? `${stem}${ext}` : `file${ext}`;
  const exact = encodeURIComponent(safe).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
