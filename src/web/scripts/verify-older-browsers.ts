// What browsers of before 2021 to 2023 lack and the shared vocabulary uses. Imported first by the script that checks proofs.

Object.hasOwn ??= (of: object, key: PropertyKey): boolean => Object.hasOwn(of, key);

URL.canParse ??= (address: string | URL, base?: string | URL): boolean => {
  try {
    return new URL(address, base).href !== '';
  } catch {
    return false;
  }
};
