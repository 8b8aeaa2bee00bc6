import { isPassingFault } from '@/db/passing-fault'

export type Unwritten<Item> = { item: Item; error: unknown; isPassing: boolean }

/**
 * Writes a batch; one that fails is halved until its bad items stand alone, so that they hold up none of the others.
 * Gives those that were not written. While the database takes nothing, it is left at one try.
 */
export async function writeInHalves<Item>(
  batch: Item[],
  write: (part: Item[]) => Promise<unknown>,
): Promise<Unwritten<Item>[]> {
  try {
    await write(batch)
    return []
  } catch (error) {
    const isPassing = isPassingFault(error)
    if (isPassing || batch.length === 1) return batch.map((item) => ({ item, error, isPassing }))
    const middle = Math.ceil(batch.length / 2)
    const first = await writeInHalves(batch.slice(0, middle), write)
    return [...first, ...(await writeInHalves(batch.slice(middle), write))]
  }
}
