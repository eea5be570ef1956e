// Characters of the block "CJK Radicals Supplement" that stand for whole characters. Some programs that make PDFs write
// 民, 长, 见 as the radicals that look alike, and Unicode's own folding leaves them as they are.

const PAIRS =
  '⺁厂⺆冂⺇几⺈刀⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺛旡⺝月⺞歺⺟母⺠民⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹' +
  '⺯糹⺰纟⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸' +
  '⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟';

export const radicalOf: ReadonlyMap<string, string> = new Map(
  [...PAIRS].flatMap((c, i, all): [string, string][] => (i % 2 === 0 ? [[c, all[i + 1]!]] : [])),
);
