import { z } from 'zod'
import { decrypt, encrypt, type SealedPurpose } from '@/lib/secrets'

/** Where a channel’s messages go. All of it is secret: anyone with the URL of a chat’s webhook can post there. */
const ChannelAddress = z.object({ url: z.string().optional(), to: z.string().optional() })
export type ChannelAddress = z.output<typeof ChannelAddress>

const purposeOf = (channelId: string): SealedPurpose => `channels:${channelId}`

export const sealAddress = (channelId: string, address: ChannelAddress) =>
  encrypt(JSON.stringify(address), purposeOf(channelId))

export const openAddress = ({ id, address }: { id: string; address: string }) =>
  ChannelAddress.parse(JSON.parse(decrypt(address, purposeOf(id))))

export const channelSecretPurpose = (channelId: string): SealedPurpose => `channels.signing:${channelId}`

/** The part that may be shown: the host of a URL, an email address, or the end of a routing key. */
export function shownAddressOf({ url, to }: ChannelAddress): string {
  if (to?.includes('@')) return to
  if (url) return new URL(url).host
  return `…${to?.slice(-4) ?? ''}`
}
