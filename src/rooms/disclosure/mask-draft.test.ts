import { expect, test } from 'vitest';
import type { Body } from '../../town/body.ts';
import { plainText } from '../../town/body.ts';
import { maskBody } from './mask-draft.ts';

const cell = (text: string) => ({
  type: 'tableCell',
  attrs: { colspan: 1, rowspan: 1 },
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

test('masking leaves figures alone and hides every number of a person, in paragraphs, lists and tables', () => {
  const body = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: '张样例，联系电话13800000000，补助612元，公开电话0563-4000123。', marks: [{ type: 'bold' }] },
        ],
      },
      {
        type: 'bulletList',
        content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: '手机：15900000001' }] }] }],
      },
      { type: 'table', content: [{ type: 'tableRow', content: [cell('李样例'), cell('18600000002')] }] },
    ],
  } as unknown as Body;
  const masked = maskBody(body);
  expect(masked.count).toBe(3);
  const text = plainText(masked.body);
  expect(text).not.toMatch(/13800000000|15900000001|18600000002/);
  expect(text).toContain('0563-4000123');
  expect(text).toContain('612元');
  expect(maskBody(masked.body).count).toBe(0);
});
