import { type Change, type ChangeKind, changeIn, type Gap, type Heard } from '@/db/changes'

type Stop = () => Promise<void>
/** An undefined payload means that the connection was lost for a while. */
export type Tell = (payload: string | undefined) => void
/**
 * Calls back with every change of these kinds from any process, and with `gap` for all kinds: a subscriber always
 * learns that changes may have been missed. Returns a function that unsubscribes.
 */
export type Hear = <Kind extends ChangeKind>(
  kinds: readonly Kind[],
  heard: (change: Heard<Kind>) => void,
) => Promise<Stop>

/** All subscribers in this process, on one shared source that is open while there are any. */
export class Hearers {
  private readonly all = new Set<(change: Change | Gap) => void>()
  private source: Promise<Stop> | undefined

  constructor(private readonly open: (tell: Tell) => Promise<Stop>) {}

  readonly hear: Hear = async (kinds, heard) => {
    const hearer = (change: Change | Gap) => {
      if (concerns(change, kinds)) heard(change)
    }
    this.all.add(hearer)
    this.source ??= this.open((payload) => this.tell(payload))
    const { source } = this
    try {
      await source
    } catch (error) {
      this.all.delete(hearer)
      if (this.source === source) this.source = undefined
      throw error
    }
    return async () => {
      if (this.all.delete(hearer) && this.all.size === 0) await this.close()
    }
  }

  async close() {
    const { source } = this
    this.source = undefined
    this.all.clear()
    const stop = await source?.catch(() => undefined)
    await stop?.()
  }

  private tell(payload: string | undefined) {
    const change: Change | Gap | undefined = payload === undefined ? { kind: 'gap' } : changeIn(payload)
    if (change) for (const hearer of [...this.all]) hearer(change)
  }
}

function concerns<Kind extends ChangeKind>(change: Change | Gap, kinds: readonly Kind[]): change is Heard<Kind> {
  return change.kind === 'gap' || kinds.some((kind) => kind === change.kind)
}
