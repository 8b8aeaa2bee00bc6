import { z } from 'zod'
import { insertList } from '@/db/queries/prompts/prompts'
import { cut } from '@/db/storable'
import { Refused } from '@/lib/errors'
import { formatNumber } from '@/lib/format/number'
import { promptCommand } from '@/lib/prompts/levels/at-place'
import { nameText } from '@/lib/text/name-text'
import { idsIn, type ListIds, readListText } from './list-text'

export const listIdsMax = 100_000
const idLengthMax = 200

const shape = {
  name: nameText(80, 'Enter a name for the list.'),
  /** Pasted or read from a file: one ID per line, or separated by commas, semicolons, or tabs. */
  text: z
    .string()
    .min(1, 'The list is empty.')
    .max(listIdsMax * 45, 'The list is too long.'),
}

/** Stores a customer list. It has no effect until a saved rule names it. */
export const uploadList = promptCommand('prompt.publish', shape, async ({ db, place, input }) => {
  const { ids, duplicateCount } = listedIds(input.text)
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
      after: { size: list.size, duplicates: duplicateCount },
    },
  }
})

function listedIds(text: string): ListIds {
  const given = readListText(text)
  if (given.kind === 'table')
    throw refused(`This has ${given.columnCount} columns. Choose the one that holds the customer IDs.`)
  const listed = idsIn(given)
  const { ids } = listed
  if (ids.length === 0) throw refused('The list is empty.')
  if (ids.length > listIdsMax)
    throw refused(`A list holds up to ${formatNumber(listIdsMax)} IDs. This one has ${formatNumber(ids.length)}.`)
  const long = ids.find((id) => id.length > idLengthMax)
  if (long) throw refused(`“${cut(long, 40)}…” has more than ${idLengthMax} characters.`)
  return listed
}

const refused = (message: string) => new Refused('invalid', message, { text: [message] })
