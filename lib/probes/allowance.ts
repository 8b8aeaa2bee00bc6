import type { Db } from '@/db/client'
import { askedSince } from '@/db/queries/probes/probes'
import { formatSpan } from '@/lib/format/duration'

/** APNs: background pushes are throttled beyond two or three an hour (pushing-background-updates-to-your-app). */
export const asksPerHourMax = 3
const hourMs = 3_600_000

/** Returns how often the device may be asked now, or else when it may be asked next. */
export async function allowanceOf(
  db: Db,
  { environmentId, deviceId, now }: { environmentId: string; deviceId: string; now: Date },
): Promise<{ asksLeft: number; nextAskAt: Date | null }> {
  const asked = await askedSince(db, { environmentId, deviceId, since: new Date(now.getTime() - hourMs) })
  const asksLeft = Math.max(0, asksPerHourMax - asked.length)
  const first = asked.at(-asksPerHourMax)
  return { asksLeft, nextAskAt: asksLeft === 0 && first ? new Date(first.getTime() + hourMs) : null }
}

export const askedInTimes = (nextAskAt: Date, now: Date) =>
  `This phone was asked ${asksPerHourMax} times within an hour, and APNs holds back more. Ask again in ${formatSpan(
    nextAskAt.getTime() - now.getTime(),
  )}.`
