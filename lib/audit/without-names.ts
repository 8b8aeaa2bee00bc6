/** Stands in the permanent audit log for a text that may name a customer, because customers can be erased. */
const withheld = '…'

/** Filters for the audit log: they show that there was such a text, but not which. */
export function withoutNames<Filters extends object>(filters: Filters, texts: (keyof Filters)[]) {
  const kept: Partial<Record<keyof Filters, unknown>> = { ...filters }
  for (const key of texts) if (kept[key] !== undefined) kept[key] = withheld
  return kept
}
