import { z } from 'zod'
import { environmentNames, pushPermissions } from '@/db/schema/values'
import { DeviceToken, DeviceUuid } from '@/lib/devices/address'
import { optionalFact, optionalLocale } from '@/lib/devices/optional-fact'
import { Instant } from '@/lib/instant'
import { storableText } from '@/lib/text/storable-text'

const setting = (description: string) =>
  z
    .enum(['enabled', 'disabled', 'notSupported'])
    .optional()
    .meta({ description: `\`UNNotificationSettings.${description}` })

/** UNNotificationSettings, with names that people would look for. */
export const PhoneSettings = z
  .strictObject({
    authorizationStatus: z.enum(pushPermissions).optional(),
    alert: setting('alertSetting`'),
    banners: setting('alertStyle`: `disabled` for `none`.'),
    sound: setting('soundSetting`'),
    badge: setting('badgeSetting`'),
    lockScreen: setting('lockScreenSetting`'),
    notificationCenter: setting('notificationCenterSetting`'),
    scheduledSummary: setting('scheduledDeliverySetting`: the app’s notifications wait for the summary.'),
    timeSensitive: setting('timeSensitiveSetting`'),
    showPreviews: z.enum(['always', 'whenAuthenticated', 'never']).optional(),
  })
  .meta({ id: 'PhoneSettings' })

const LastPush = z.strictObject({
  notificationId: storableText(100).meta({ description: '`pushdesk.notificationId` of that push.' }),
  receivedAt: Instant,
})

/** The stored fields. The phone omits whatever it doesn't know. */
const told = {
  permission: z.enum(pushPermissions).optional(),
  settings: PhoneSettings.optional(),
  bundleId: storableText(255).optional(),
  apnsEnvironment: z.enum(environmentNames).optional().meta({
    description: 'The `aps-environment` that the app is signed with: `development` is `sandbox`.',
  }),
  clock: Instant.optional().meta({ description: 'The phone’s time when it sends the response.' }),
  backgroundRefresh: z.enum(['available', 'denied', 'restricted']).optional(),
  lowPowerMode: z.boolean().optional(),
  lastPush: LastPush.optional(),
}

/** A phone's answer to a question. The phone omits whatever it doesn't know. */
export const PhoneAnswer = z
  .strictObject({
    deviceToken: DeviceToken.optional().meta({
      description: 'The token that iOS gives the app now. Pushdesk compares it and doesn’t store it.',
    }),
    uuid: DeviceUuid.optional(),
    deviceId: z.uuid().optional().meta({ description: 'The ID that `PUT /devices` returned to this app.' }),
    ...told,
    sdkVersion: optionalFact(64),
    appVersion: optionalFact(64),
    osVersion: optionalFact(64),
    model: optionalFact(128),
    locale: optionalLocale,
    timeZone: optionalFact(64),
  })
  .refine(({ deviceToken, uuid }) => deviceToken === undefined || uuid === undefined, {
    path: ['uuid'],
    message: 'Send deviceToken or uuid, not both.',
  })
  .refine(({ deviceToken, uuid, deviceId }) => (deviceToken ?? uuid ?? deviceId) !== undefined, {
    path: ['deviceToken'],
    message: 'Send deviceToken, uuid, or deviceId to identify the device.',
  })
  .meta({ id: 'PhoneAnswer' })
export type PhoneAnswer = z.output<typeof PhoneAnswer>

const fact = z.string().optional()

/** The stored answer: everything but the address, and the offset of the phone's clock. */
export const KeptAnswer = z
  .object({
    ...told,
    sdkVersion: fact,
    appVersion: fact,
    osVersion: fact,
    model: fact,
    locale: fact,
    timeZone: fact,
    clockAheadMs: z.number().optional().meta({ description: 'Negative if the phone’s clock is behind.' }),
  })
  .meta({ id: 'KeptAnswer' })
export type KeptAnswer = z.output<typeof KeptAnswer>

export function keptOf(given: PhoneAnswer, now: Date): KeptAnswer {
  const { deviceToken: _, uuid: __, deviceId: ___, ...kept } = given
  const permission = given.permission ?? given.settings?.authorizationStatus
  return {
    ...kept,
    ...(permission && { permission }),
    ...(given.clock && { clockAheadMs: Date.parse(given.clock) - now.getTime() }),
  }
}
