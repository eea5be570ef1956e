// Texts that would be more than text to somebody: markup of Typst, XML, formulas, halves of characters.
export const hostileTexts: readonly string[] = [
  '#import "@preview/x:1.0.0": * #panic("x") #sys.inputs',
  '$ x^2 $ \\ @甲 <label> *粗* _斜_ `code` ``` = 标题 - 项 + 项 / 词: 义',
  '#read("/etc/passwd") #eval("1") \\u{41} // 注释 /* 注 */ ~ --- ...',
  '</w:t></w:r><w:r><w:instrText>DDEAUTO</w:instrText> & "引" \'单\' ]]> <!-- x --> &lt;',
  '{{甲}} #{乙} %丙% =1+1 {"a":"\\n"}',
];
