import { isPassingFault } from '@/db/passing-fault'

export type Unwritten<Item> = { item: Item; error: unknown; isPassing: boolean }

/**
 * Writes a batch. Halves a failing batch until its bad items stand alone, so that they don't hold up the others.
 * Returns the items that weren't written. While the database is down, there is only one try.
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
