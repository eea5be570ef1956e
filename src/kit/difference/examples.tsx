import { bodyDifference } from '../../town/body-difference.ts';
import type { Block, Body } from '../../town/body.ts';
import type { Example } from '../example.ts';
import { Difference } from './part.tsx';

const p = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const doc = (...content: readonly Block[]): Body => ({ type: 'doc', content });

const same = ['第一段没有改。', '第二段没有改。', '第三段没有改。', '第四段没有改。'].map(p);
const earlier = doc(...same, p('11 月发放补贴 120 户，共 6.4 万元。'), p('监督电话：0563-4000123。'), p('本公示期为五日。'));
const later = doc(
  ...same,
  p('11 月发放补贴 125 户，共 6.8 万元。'),
  p('监督电话：0563-4000123。'),
  p('如有异议，请在公示期内提出。'),
);

export const examples: readonly Example[] = [
  { name: 'a correction', html: <Difference changes={bodyDifference(earlier, later)} /> },
  { name: 'nothing changed', html: <Difference changes={bodyDifference(earlier, earlier)} /> },
];
