const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-_.@ '
/** Of a longer name only spaces and separators are tried. */
const lengthMax = 40

/** As the database folds names: without regard to case and Unicode form. */
const foldedName = (name: string) => name.normalize().toLowerCase().replaceAll('ı', 'i')

/** Spellings that a person could have meant: other separators or none, one letter more, fewer, another, or two swapped. */
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

/** The same name as people write it in another case or Unicode form, for what can only be looked up exactly. */
export function sameSpelled(name: string): string[] {
  const cased = [
    name,
    name.toLowerCase(),
    name.toUpperCase(),
    name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(),
  ]
  return [...new Set(cased.flatMap((one) => [one, one.normalize('NFC'), one.normalize('NFD')]))]
}
