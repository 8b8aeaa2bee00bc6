import { z } from 'zod'
import { insertList } from '@/db/queries/prompts'
import { cut } from '@/db/storable'
import { Refused } from '../errors'
import { promptCommand } from './at-place'

export const listIdsMax = 100_000
const idLengthMax = 200

const shape = {
  name: z.string().trim().min(1, 'Give the list a name.').max(80, 'At most 80 characters.'),
  /** As pasted or read from a file: one id a line, or separated by commas, semicolons or tabs. */
  text: z
    .string()
    .min(1, 'The list is empty.')
    .max(listIdsMax * 45, 'This is too much text.'),
}

/** Keeps a customer list. It does nothing until a saved rule names it. */
export const uploadList = promptCommand('prompt.publish', shape, async ({ db, place, input }) => {
  const ids = customerIdsIn(input.text)
  if (ids.length === 0) throw new Refused('invalid', 'There is no customer id in it.', { text: ['The list is empty.'] })
  if (ids.length > listIdsMax)
    throw new Refused('invalid', 'The list is too long.', {
      text: [`At most ${listIdsMax.toLocaleString('en')} ids; these are ${ids.length.toLocaleString('en')}.`],
    })
  const long = ids.find((id) => id.length > idLengthMax)
  if (long)
    throw new Refused('invalid', 'One id is too long.', {
      text: [`“${cut(long, 40)}…” has more than ${idLengthMax} characters.`],
    })
  const list = await insertList(db, {
    companyId: place.companyId,
    name: input.name,
    customerIds: ids,
    size: ids.length,
  })
  return {
    result: list,
    audit: {
      action: 'prompt.upload_list',
      subject: { kind: 'prompt_list', id: list.id, name: list.name },
      after: { size: list.size },
    },
  }
})

/** Quotes and a heading of a spreadsheet's column are left out, and so is what comes twice. */
export function customerIdsIn(text: string): string[] {
  const ids = text
    .replaceAll('\0', '')
    .split(/[\r\n,;\t]+/)
    .map((id) =>
      id
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    .filter(Boolean)
  if (/^(user|customer)?[ _-]?ids?$/i.test(ids[0] ?? '')) ids.shift()
  return [...new Set(ids)]
}
