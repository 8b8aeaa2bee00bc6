/** What stands in the audit log, which is for ever, for what may name a customer, who can be erased. */
const withheld = '…'

/** Filters as the audit log keeps them: that there was such a text, and not which. */
export function withoutNames<Filters extends object>(filters: Filters, texts: (keyof Filters)[]) {
  const kept: Partial<Record<keyof Filters, unknown>> = { ...filters }
  for (const key of texts) if (kept[key] !== undefined) kept[key] = withheld
  return kept
}
