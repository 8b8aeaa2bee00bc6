/** Replaces a text that may name a customer in the permanent audit log, because customers can be erased. */
const withheld = '…'

/** Masks filters for the audit log: it shows that a text was set, but not which. */
export function withoutNames<Filters extends object>(filters: Filters, texts: (keyof Filters)[]) {
  const kept: Partial<Record<keyof Filters, unknown>> = { ...filters }
  for (const key of texts) if (kept[key] !== undefined) kept[key] = withheld
  return kept
}
