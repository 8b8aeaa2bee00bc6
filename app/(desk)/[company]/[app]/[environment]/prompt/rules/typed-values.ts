/** Splits typed or pasted text at commas, semicolons, and lines, without duplicates. Codes are also split at spaces. */
export function valuesIn(text: string, { areCodes = false } = {}): string[] {
  const values = text.split(areCodes ? /[\s,;]+/ : /[,;\r\n\u2028\u2029]+/).map((value) => value.trim())
  return [...new Set(values.filter(Boolean))]
}

/** Whether the text contains a separator. */
export const hasSeveral = (text: string) => /[,;\r\n\u2028\u2029]/.test(text)
