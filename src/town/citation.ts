// How the code cites a statute (`条例2019#33`) and how a page prints that citation. docs/law.md lists what is cited.

const fullNames: Readonly<Record<string, string>> = {
  条例2007: '《政府信息公开条例》（2007年）',
  条例2019: '《政府信息公开条例》（2019年修订）',
};

/** `条例2019#33` → `《政府信息公开条例》（2019年修订）第33条`; a document number or other text without `#` stays as it is. */
export function citation(law: string): string {
  const m = /^([^#《》]+)#(\d{1,4})$/.exec(law);
  return m ? `${fullNames[m[1]!] ?? `《${m[1]}》`}第${m[2]}条` : (fullNames[law] ?? law);
}
