const lists = {
  and: new Intl.ListFormat('en-US', { type: 'conjunction' }),
  or: new Intl.ListFormat('en-US', { type: 'disjunction' }),
}

/** `Ann, Ben, and Cem` */
export const formatList = (items: readonly string[], word: keyof typeof lists = 'and') => lists[word].format(items)
