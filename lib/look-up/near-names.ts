const lengthMin = 3
const lengthMax = 64
const alphabet = [...'abcdefghijklmnopqrstuvwxyz0123456789-_.@:/+ ']

/**
 * Returns every ID that differs from this one in a missing, extra, or changed character, or in two swapped neighbors.
 * In lower case, because IDs are compared that way.
 */
export function nearNames(name: string): string[] {
  const signs = [...name.normalize().toLowerCase()]
  if (signs.length < lengthMin || signs.length > lengthMax) return []
  const usual = [...new Set([...alphabet, ...signs])]
  const near = new Set<string>()
  for (let at = 0; at <= signs.length; at++) {
    const [before, after] = [signs.slice(0, at).join(''), signs.slice(at + 1).join('')]
    const here = signs[at] ?? ''
    for (const sign of usual) {
      near.add(before + sign + here + after)
      if (here) near.add(before + sign + after)
    }
    near.add(before + after)
    const next = signs[at + 1]
    if (next) near.add(before + next + here + signs.slice(at + 2).join(''))
  }
  for (const spelled of [signs.filter((sign) => !/[\s._:/-]/.test(sign)).join('')]) near.add(spelled)
  near.delete(signs.join(''))
  near.delete('')
  return [...near]
}
