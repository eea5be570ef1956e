// What browsers of before 2021 to 2023 lack and the shared vocabulary uses. Imported first by the script that checks proofs.

const { hasOwnProperty: has } = Object.prototype;
Object.hasOwn ??= (of: object, key: PropertyKey): boolean => has.call(of, key);

URL.canParse ??= (address: string | URL, base?: string | URL): boolean => {
  try {
    return new URL(address, base).href !== '';
  } catch {
    return false;
  }
};
