// Invented texts with the word frequencies of Chinese: words of the search dictionary, drawn so that a few stand nearly
// everywhere and most are rare. The same seed gives the same texts.
import { dict } from '@node-rs/jieba/dict.js';

export type Random = () => number;

/** Mulberry32: small, fast, the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let vocabulary: string[] | null = null;

/** Two-character words, the most frequent first. */
export function words(): readonly string[] {
  vocabulary ??= Buffer.from(dict)
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([word, , kind]) => /^[\u4e00-\u9fff]{2}$/.test(word ?? '') && /^(n|v|vn|a)$/.test(kind ?? ''))
    .sort((a, b) => Number(b[1]) - Number(a[1]))
    .slice(0, 20_000)
    .map(([word]) => word as string);
  return vocabulary;
}

/** A word as texts use them: the tenth as often as the first, ten times as often as the hundredth. */
export function someWord(random: Random): string {
  const all = words();
  return all[Math.floor(all.length ** random()) - 1] as string;
}

/** Any word as readily as any other. */
export function rareWord(random: Random): string {
  const all = words();
  return all[Math.floor(random() * all.length)] as string;
}

function sentence(random: Random): string {
  const phrases = Array.from({ length: 3 + Math.floor(random() * 4) }, () => someWord(random) + someWord(random));
  return `${phrases.join('，')}。`;
}

/** About `paragraphs` × 110 characters. */
export function bodyText(random: Random, paragraphs: number): string {
  const heads = ['一、总体要求', '二、办理范围', '三、工作安排', '四、监督电话'];
  return Array.from({ length: paragraphs }, (_, i) => {
    const head = i % 3 === 0 ? `${heads[(i / 3) % heads.length]}\n` : '';
    return head + Array.from({ length: 8 }, () => sentence(random)).join('');
  }).join('\n');
}

export function titleText(random: Random): string {
  return `港口镇关于${rareWord(random)}${someWord(random)}${rareWord(random)}工作的通知`;
}
