// A browser in two words, for the list of one's sessions. What it says of itself is not believed in anything else.

const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/i, '微信'],
  [/DingTalk/i, '钉钉'],
  [/QihooBrowser|360SE|360EE/i, '360 浏览器'],
  [/QQBrowser/i, 'QQ 浏览器'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/UOS|Deepin/i, '统信 UOS'],
  [/Kylin/i, '麒麟'],
  [/OpenHarmony|HarmonyOS/i, '鸿蒙'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

function first(table: readonly [RegExp, string][], text: string): string | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

/** `Chrome，Windows`; `未知设备` when nothing is recognised. */
export function describeDevice(userAgent: string): string {
  const text = userAgent.slice(0, 400);
  const names = [first(BROWSERS, text), first(SYSTEMS, text)].filter((n) => n !== undefined);
  return names.length > 0 ? names.join('，') : '未知设备';
}
