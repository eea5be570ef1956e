import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.tsx';
import { SvgBars } from './part.tsx';

const [rates, spread] = examples.map((e) => renderToString(e.html));

describe('bars', () => {
  test('every figure can be read without the picture', () => {
    expect(rates!.match(/<th scope="row">/g)).toHaveLength(4);
    expect(rates).toContain('<td class="amount">71.0%</td>');
    expect(rates!.match(/<svg[^>]*aria-hidden="true"/g)).toHaveLength(4);
  });
  test('lengths are to scale, and nothing but zeros is no division', () => {
    expect(rates).toContain('width="96.4"');
    expect(spread).toContain('<line x1="27.3" x2="100"');
    expect(renderToString(<SvgBars caption="x" heads={['a', 'b']} bars={[{ label: 'a', value: 0, says: '0' }]} />)).toContain(
      'width="0"',
    );
  });
});
