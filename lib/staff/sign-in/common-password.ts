import { Refused } from '@/lib/errors'

let known: Promise<Set<string>> | undefined

/** Loaded when someone first chooses a password: the list takes megabytes, and most processes never need it. */
async function commonPasswords() {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

/** Whether it is one of the 49,000 most common, in any case, in leetspeak, or padded with a few digits or symbols. */
export async function isCommonPassword(password: string): Promise<boolean> {
  known ??= commonPasswords()
  const all = await known
  const text = password.normalize('NFKC').toLowerCase()
  const bare = text.replace(/^[^a-z]{0,4}|[^a-z]{0,4}$/g, '')
  return all.has(text) || all.has(bare) || all.has(undressed(bare))
}

/** Undoes leetspeak, such as `p@ssw0rd`. */
const undressed = (text: string) => text.replace(/[@4301$57]/g, (sign) => letters[sign] ?? sign)
const letters: Record<string, string> = { '@': 'a', '4': 'a', '3': 'e', '0': 'o', '1': 'i', $: 's', '5': 's', '7': 't' }

export async function refuseCommonPassword(password: string, field: string) {
  if (!(await isCommonPassword(password))) return
  throw new Refused('invalid', 'Some fields aren’t valid.', {
    [field]: ['This password is one of the most common ones, or close to one. Choose another.'],
  })
}
