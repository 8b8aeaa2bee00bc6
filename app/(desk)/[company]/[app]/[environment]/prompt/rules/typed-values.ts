/** Typed or pasted values, each once: separated by comma, semicolon or line. Codes hold no blank, so a blank ends one too. */
export function valuesIn(text: string, { areCodes = false } = {}): string[] {
  const values = text.split(areCodes ? /[\s,;]+/ : /[,;\r\n\u2028\u2029]+/).map((value) => value.trim())
  return [...new Set(values.filter(Boolean))]
}

/** Whether the text goes on after a value. */
export const hasSeveral = (text: string) => /[,;\r\n\u2028\u2029]/.test(text)
