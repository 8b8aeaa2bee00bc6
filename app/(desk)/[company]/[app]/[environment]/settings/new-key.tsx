import type { createKey } from '@/lib/keys/create-key'
import { OneTimeSecret, ShownNow } from './one-time-secret'

export type CreatedKey = Pick<Awaited<ReturnType<typeof createKey>>, 'kind' | 'name' | 'key'>

export function NewKey({ created: { kind, name, key }, children }: { created: CreatedKey; children?: string }) {
  if (kind === 'publishable')
    return (
      <ShownNow secret={key} name={`key ${name}`}>
        {children ?? 'Add it to the app. It isn’t secret, so you can copy it from this list at any time.'}
      </ShownNow>
    )
  return (
    <OneTimeSecret secret={key} name={`key ${name}`}>
      {children ?? 'Store it with your server’s secrets. If you lose it, create another key and revoke this one.'}
    </OneTimeSecret>
  )
}
