const beyondAscii = /\P{ASCII}/u
export const isBeyondAscii = (text: string) => beyondAscii.test(text)

/** In one of Unicode's spellings: `ü` as one character, also where it came as `u` and two dots. */
export const normalText = (text: string) => (beyondAscii.test(text) ? text.normalize('NFC') : text)

export const decomposedText = (text: string) => (beyondAscii.test(text) ? text.normalize('NFD') : text)

/** For comparisons that ignore case: `STRASSE` and `straße`, `ΟΔΟΣ` and `οδος` are one. */
export const caselessText = (text: string) =>
  beyondAscii.test(text)
    ? text.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC')
    : text.toLowerCase()
