const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-_.@ '
/** For longer names, only spaces and separators are varied. */
const lengthMax = 40

/** Folds names as the database does, without regard to case and Unicode form. */
const foldedName = (name: string) => name.normalize().toLowerCase().replaceAll('ı', 'i')

/** Spellings that someone may have meant: other separators or none, a letter more, less, or changed, or two swapped. */
export function spellingsOf(asked: string): string[] {
  const name = foldedName(asked)
  const bare = name.replace(/[\s_.-]+/g, '')
  const near = new Set([
    name,
    name.trim(),
    bare,
    ...['-', '_', '.', ' '].map((mark) => name.replace(/[\s_.-]+/g, mark)),
  ])
  const parts = /^(.*?[a-z])(\d.*)$/.exec(bare)
  if (parts) for (const mark of ['-', '_', '.']) near.add(`${parts[1]}${mark}${parts[2]}`)
  if (name.length <= lengthMax) for (const one of oneLetterOff(name)) near.add(one)
  near.delete('')
  return [...near]
}

function* oneLetterOff(name: string) {
  for (let at = 0; at <= name.length; at += 1) {
    const [before, after] = [name.slice(0, at), name.slice(at)]
    if (after) yield before + after.slice(1)
    if (after.length > 1) yield before + after[1] + after[0] + after.slice(2)
    for (const letter of letters) {
      yield before + letter + after
      if (after) yield before + letter + after.slice(1)
    }
  }
}

/** The name in other cases and Unicode forms, for lookups that need an exact match. */
export function sameSpelled(name: string): string[] {
  const cased = [
    name,
    name.toLowerCase(),
    name.toUpperCase(),
    name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(),
  ]
  return [...new Set(cased.flatMap((one) => [one, one.normalize('NFC'), one.normalize('NFD')]))]
}
