import { environmentFor, forPage } from '@/app/_server/doors'
import { askPhoneAction } from '@/app/(desk)/[company]/[app]/[environment]/devices/actions'
import { AskPhone } from '@/components/probes/ask-phone'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { roleMay } from '@/lib/permissions'
import { listProbes } from '@/lib/probes/list-probes'

export async function PhoneQuestions({ at, deviceId }: { at: EnvironmentPath; deviceId: string }) {
  const { environmentId, initial, role } = await forPage(async (ctx) => {
    const { id, role } = await environmentFor(ctx, at)
    return { environmentId: id, initial: await listProbes(ctx, { environmentId: id, deviceId }), role }
  })
  return (
    <AskPhone
      device={{ environmentId, deviceId }}
      ask={askPhoneAction}
      mayAsk={roleMay(role, 'device.ask')}
      initial={initial}
    />
  )
}
