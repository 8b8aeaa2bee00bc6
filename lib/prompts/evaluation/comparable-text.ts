const beyondAscii = /\P{ASCII}/u
export const isBeyondAscii = (text: string) => beyondAscii.test(text)

/** Normalizes to one Unicode form: `ü` is one character, even if it arrived as `u` and two dots. */
export const normalText = (text: string) => (beyondAscii.test(text) ? text.normalize('NFC') : text)

export const decomposedText = (text: string) => (beyondAscii.test(text) ? text.normalize('NFD') : text)

/** Folds case for comparisons: `STRASSE` equals `straße`, and `ΟΔΟΣ` equals `οδος`. */
export const caselessText = (text: string) =>
  beyondAscii.test(text)
    ? text.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC')
    : text.toLowerCase()
