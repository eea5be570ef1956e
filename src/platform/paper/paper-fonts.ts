// Which typefaces a paper is set in, in one place. The four of GB/T 9704 (小标宋, 仿宋, 楷体, 黑体) are nobody's to give
// away, so a site that owns them names their folder (GONGKAI_FONTS) and they come first. After them come the free ones of
// fonts/, each the nearest to its model. Noto Serif SC ends every line: it alone has the rare characters of people's names.
// Fonts of the machine are seen as well, after both folders: one that is installed under a name below is the site's own.
import { projectFile } from '../project.ts';

export type PaperFace = 'title' | 'text' | 'kai' | 'hei' | 'song';

/** Names as the fonts themselves give them; a licensed font goes by its Latin or its Chinese one. */
export const paperFonts: Readonly<Record<PaperFace, readonly string[]>> = {
  title: ['FZXiaoBiaoSong-B05S', '方正小标宋简体', '方正小标宋_GBK', 'FZXiaoBiaoSong-B05', 'Noto Serif SC'],
  // The one free 仿宋 of simplified characters; its name ends in R.
  text: ['FangSong_GB2312', '仿宋_GB2312', 'FangSong', '仿宋', 'FandolFang R', 'Noto Serif SC'],
  kai: ['KaiTi_GB2312', '楷体_GB2312', 'KaiTi', '楷体', 'Gongkai Kai', 'Noto Serif SC'],
  hei: ['SimHei', '黑体', 'Noto Sans SC', 'Noto Serif SC'],
  song: ['SimSun', '宋体', 'Noto Serif SC'],
};

/** For Word, which has no list: the font an office has, and by what other name it may be there. */
export const wordFonts: Readonly<
  Record<PaperFace, { readonly name: string; readonly otherwise: string; readonly latin: string }>
> = {
  title: { name: '方正小标宋简体', otherwise: '宋体', latin: '方正小标宋简体' },
  text: { name: '仿宋_GB2312', otherwise: '仿宋', latin: '仿宋_GB2312' },
  kai: { name: '楷体_GB2312', otherwise: '楷体', latin: '楷体_GB2312' },
  hei: { name: '黑体', otherwise: 'SimHei', latin: '黑体' },
  song: { name: '宋体', otherwise: 'SimSun', latin: '宋体' },
};

export const ownFonts: string = projectFile('fonts');
