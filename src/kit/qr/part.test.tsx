import { renderToString } from 'preact-render-to-string';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { examples } from './examples.tsx';
import { Qr } from './part.tsx';

/** Fills the runs of the path back into modules. */
function modulesIn(html: string): Set<string> {
  const dark = new Set<string>();
  for (const [, x, y, width] of html.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(width); i++) dark.add(`${Number(x) + i - 4},${Number(y) - 4}`);
  }
  return dark;
}

test('the drawing is the code, module by module, with its quiet zone', () => {
  const html = renderToString(<Qr text="https://gangkou.example.gov.cn/" label="x" />);
  const { modules } = create('https://gangkou.example.gov.cn/', { errorCorrectionLevel: 'M' });
  const dark = modulesIn(html);
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) expect(dark.has(`${x},${y}`)).toBe(modules.get(y, x) === 1);
  expect(html).toContain(`viewBox="0 0 ${modules.size + 8} ${modules.size + 8}"`);
});

test('it says what it is', () => {
  expect(renderToString(examples[0]!.html)).toContain('role="img" aria-label="本页地址的二维码"');
});
